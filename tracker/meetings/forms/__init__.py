"""What a person may type about meetings. Checks shape; rules are asked for their own words."""
