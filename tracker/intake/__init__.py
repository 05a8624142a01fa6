"""Ground: reads Word, Excel, CSV and text that others made, in a capped child process."""
