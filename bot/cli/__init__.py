"""`saidanddone`: one module a group of commands."""
