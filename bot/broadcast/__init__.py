"""Telling subscribers what changed: one sender over all processes, within Telegram's limits."""
