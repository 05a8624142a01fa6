"""Room 5: the yardstick and which index it judged too low."""
