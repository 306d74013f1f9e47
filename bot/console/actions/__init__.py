"""The action log and the quarterly chase."""
