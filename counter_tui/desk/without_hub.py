"""What the desk says while its hub is away, and the series in which it goes on (DESIGN §4)."""

from typing import TYPE_CHECKING

from counter_tui.language import _

if TYPE_CHECKING:
    from counter_tui.desk.post import Post


def sentence(post: "Post") -> str:
    """Say that the hub is lost, what is safe, and how it goes on (SCREENS §13.4)."""
    here = post.board.in_hand(post.identity.device)
    if here is None:
        return _("Hub tidak menjawab. Antrean aman. Teruskan; nomor baru memakai seri {series}.").format(
            series=series(post)
        )
    return _(
        "Hub tidak menjawab. {number} tetap milik loket ini. Teruskan; nomor baru memakai seri {series}."
    ).format(number=here.number, series=series(post))


def series(post: "Post") -> str:
    """Return how this terminal's own numbers begin: the first service's letter and its tag, `A3`."""
    letter = min(service.letter for service in post.catalogue.services.values())
    return f"{letter}{post.identity.tag}"
