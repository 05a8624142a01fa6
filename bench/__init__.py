"""The benchmark: ratios in one run and CPU milliseconds, never a timed test. `make bench`."""
