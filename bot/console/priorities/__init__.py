"""Rounds of priorities."""
