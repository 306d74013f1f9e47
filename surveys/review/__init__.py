"""Held texts: in which order they are read, what is decided, what may be learnt from it."""
