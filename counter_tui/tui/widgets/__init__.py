"""Render-only widgets: each paints lines from the state it was given, and takes no focus."""
