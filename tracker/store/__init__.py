"""Ground: files by content hash, synced before the row that names them."""
