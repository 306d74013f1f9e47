"""What only safeguarding leads read, and their keys."""
