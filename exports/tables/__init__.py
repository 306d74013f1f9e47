"""The numbers of a report for other programs."""
