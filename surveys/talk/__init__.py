"""One person's talk: what is asked next, what an answer does, what is said back. Pure."""
