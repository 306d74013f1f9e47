"""The web: the phone page and what every page shares."""
