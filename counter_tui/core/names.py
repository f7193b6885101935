"""Names as lists, paper and a locked screen show them: first name and initial."""


def mask(name: str) -> str:
    """Return `Hartini P.` for `Hartini Purnomo` and `H.` for a single name (SCREENS §1.8).

    The first word stays; of the second only its initial; the rest is dropped.
    """
    words = name.split()
    if len(words) >= 2:
        return f"{words[0]} {words[1][0].upper()}."
    return f"{words[0][0].upper()}." if words else ""


def fold_case(name: str) -> str:
    """Return what find compares: case folded, white space single."""
    return " ".join(name.casefold().split())
