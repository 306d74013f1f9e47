"""Alerts to safeguarding leads: that something waits, never what, nor from whom."""
