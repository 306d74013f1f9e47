"""What keeps a person and their words apart: keys, seals, tokens, receipts."""
