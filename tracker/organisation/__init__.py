"""Room 1: agencies, units, names, calendar, reporting periods."""
