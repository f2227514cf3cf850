"""What each `winnow` command does, one module a command; heavy imports stay here."""
