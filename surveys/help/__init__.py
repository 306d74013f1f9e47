"""Where to get help, and which help goes with which words."""
