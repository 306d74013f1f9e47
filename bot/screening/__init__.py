"""Screening in a process of its own, so that nobody waits while another's words are read."""
