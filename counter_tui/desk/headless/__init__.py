"""The desk without a screen: names of `do` actions to desk methods, and views to JSON (DESIGN §8)."""
