"""Telling people: subscribers what changed, leads that something urgent waits."""
