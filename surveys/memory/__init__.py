"""A store in memory, shelf by shelf as in sql/: the same promises, until the program ends."""
