"""Room 12: backup, restore, doctor, retention."""
