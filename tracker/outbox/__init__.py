"""Ground: mail, jobs and idempotency keys in the database."""
