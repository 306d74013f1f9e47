"""What may leave: exact counts in, safe tables out, whatever has left before."""
