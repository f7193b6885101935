"""Scanners: what they read becomes whole texts, whichever way it comes in."""
