"""What the texts of a wave are about."""
