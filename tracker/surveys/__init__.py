"""Room 3: methods, rounds, sealed responses, tallies, published values."""
