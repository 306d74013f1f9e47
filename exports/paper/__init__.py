"""The board paper, piece by piece, whatever it is drawn as."""
