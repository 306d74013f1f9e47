"""The officers' side: actions, and whatever else turns answers into change."""
