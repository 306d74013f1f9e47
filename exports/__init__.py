"""Frozen records in, documents out; never the database."""
