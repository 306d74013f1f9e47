"""Frontline events and the notes of their tables."""
