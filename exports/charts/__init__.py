"""Pictures of safe numbers."""
