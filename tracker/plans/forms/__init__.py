"""What a person may type about plans and items. Checks shape, not rules."""
