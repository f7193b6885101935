"""The one place where the rooms are wired together."""
