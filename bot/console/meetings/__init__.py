"""Board meetings, their papers, and the calendar."""
