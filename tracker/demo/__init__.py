"""Room 13: the demo agency."""
