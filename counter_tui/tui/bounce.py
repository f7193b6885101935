"""One press is one press (SCREENS §2): bounce, auto-repeat and fingers that are a moment too late."""

import msgspec

ACTION_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz") | {"space", "enter"}
DIGITS = frozenset("0123456789")


class Pace(msgspec.Struct, frozen=True):
    """Seconds: an action key's bounce (sliding), how long `enter` stays deaf, digits after a card."""

    bounce: float = 0.150
    enter_deaf: float = 0.700
    after_card: float = 0.300


class Bounce:
    """Says of each key whether it is a press of its own. Moments are seconds on one clock."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._last: dict[str, float] = {}
        self._enter_acted = float("-inf")
        self._card_closed = float("-inf")

    def card_closed(self, at: float) -> None:
        """Note that a card closed: digits meant for it must not switch modes."""
        self._card_closed = at

    def accepts(self, key: str, at: float, *, typing: bool = False) -> bool:
        """Take a key that would act and say whether it is meant.

        `enter` that ends a field acts on nobody's number: there it is deaf to auto-repeat only.
        """
        if key in DIGITS:
            return at - self._card_closed >= self._pace.after_card
        if key not in ACTION_KEYS:
            self._enter_acted = float("-inf")
            return True
        repeated = at - self._last.get(key, float("-inf")) < self._pace.bounce
        self._last[key] = at
        if key == "enter":
            return self._accepts_enter(at, repeated=repeated, typing=typing)
        self._enter_acted = float("-inf")
        return not repeated

    def _accepts_enter(self, at: float, *, repeated: bool, typing: bool) -> bool:
        deaf = at - self._enter_acted < self._pace.enter_deaf
        if repeated or (deaf and not typing):
            return False
        self._enter_acted = at
        return True
