"""Results of closed waves, and what would show more of them."""
