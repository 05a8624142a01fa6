"""The verbs of progress: reporting, orders and asking; refreshing follows each of them."""
