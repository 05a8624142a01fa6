"""A whole year of the real plan, lived day by day through the pages."""
