"""Held texts, read and decided."""
