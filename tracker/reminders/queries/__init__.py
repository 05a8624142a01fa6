"""Reading what somebody has to do, who is told, and what was told."""
