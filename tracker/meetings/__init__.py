"""Room 8: the monthly meeting, its agenda, conclusions and minutes."""
