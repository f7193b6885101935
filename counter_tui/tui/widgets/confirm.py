"""A card with one question: `enter` does it, `esc` leaves it."""

from counter_tui.tui.widgets.card import Card


class Confirm(Card[bool]):
    """Asks before something that ends more than one step; gives True, or None when left."""

    def decide(self) -> bool | None:
        """Say yes."""
        return True
