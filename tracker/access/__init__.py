"""Room 2: people, memberships, the permission table, sign-in, the guard."""
