"""Waves: made, opened, closed, asked again."""
