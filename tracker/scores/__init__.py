"""Room 4: index values with interval, comparison of rounds, verdicts."""
