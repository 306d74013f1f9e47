"""Text in, verdict out: no clock, no log, no network, no store."""
