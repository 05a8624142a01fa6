"""Room 6: plans, action items, deadline words and the obligations they make."""
