"""Room 12: who is reminded of what, when, and the letters that press a unit; mail leaves here."""
