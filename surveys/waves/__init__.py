"""Rounds of a survey: made, opened, closed for good."""
