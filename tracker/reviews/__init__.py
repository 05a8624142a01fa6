"""Room 10: what is late, silent, blocked and ordered, and whether the index moved."""
