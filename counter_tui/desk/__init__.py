"""What an officer can do, one module per post: check, append events, return a frozen view."""
