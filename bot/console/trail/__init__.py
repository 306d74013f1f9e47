"""The audit trail, for reading."""
