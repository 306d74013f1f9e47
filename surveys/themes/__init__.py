"""Themes of closed waves: codebooks, the texts tagged with them, and what may be quoted."""
