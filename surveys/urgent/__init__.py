"""Urgent words: sealed to the safeguarding leads, read by them alone, followed to their end."""
