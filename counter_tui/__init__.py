"""counter-tui: the counter of a public office in a terminal."""

__version__ = "0.1.0"
