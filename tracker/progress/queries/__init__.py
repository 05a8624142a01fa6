"""Reading the facts of progress; each function says how many SELECTs it makes."""
