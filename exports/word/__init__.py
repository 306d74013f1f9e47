"""The board paper as a Word document."""
