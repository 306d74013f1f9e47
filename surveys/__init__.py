"""What is asked, what happens, what is kept."""
