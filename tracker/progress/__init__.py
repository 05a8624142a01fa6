"""Room 7: reports, evidence, confirmation, obstacles, extensions, orders."""
