"""Room 11: landing pages and public results; reads every room, owns no table."""
