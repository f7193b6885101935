"""The modal cards: each asks one thing in the one grammar of `widgets/card.py`."""
