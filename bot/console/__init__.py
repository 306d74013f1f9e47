"""The officers' pages: one module a page group; routes.py says who may see which."""
