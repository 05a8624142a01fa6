"""What people may type in this room, by page. Checks shape, not rules."""
