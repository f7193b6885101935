"""The widget of lines: what it draws anew, and what it drew before."""

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.content import Content

from counter_tui.tui.ink import say
from counter_tui.tui.widgets.canvas import REMEMBERED, Pane


class Lines(App[None]):
    """One pane of lines that the test changes."""

    def __init__(self, *lines: Content) -> None:
        super().__init__()
        self.shown: Sequence[Content] = lines

    def compose(self) -> ComposeResult:
        yield Pane(lambda _width, _height: self.shown)

    def show(self, *lines: Content) -> Pane:
        """Show other lines and return their pane."""
        self.shown = lines
        pane = self.query_one(Pane)
        pane.repaint()
        return pane


async def test_a_line_that_moved_up_is_not_drawn_anew() -> None:
    app = Lines(say("A-001"), say("A-002"))
    async with app.run_test(size=(20, 4)):
        drawn = app.query_one(Pane).render_line(1)
        assert app.show(say("A-002"), say("A-003")).render_line(0) is drawn
        assert "A-003" in app.query_one(Pane).render_line(1).text


async def test_the_same_words_in_another_colour_are_drawn_anew() -> None:
    app = Lines(say(("A-001", "red")))
    async with app.run_test(size=(20, 4)):
        before = list(app.query_one(Pane).render_line(0))
        after = list(app.show(say(("A-001", "green"))).render_line(0))
    assert [segment.text for segment in before] == [segment.text for segment in after]
    assert before != after


async def test_another_theme_draws_a_named_colour_anew() -> None:
    app = Lines(say(("A-001", "$primary")))
    async with app.run_test(size=(20, 4)) as pilot:
        before = list(app.query_one(Pane).render_line(0))
        app.theme = "textual-light"
        await pilot.pause()
        assert list(app.query_one(Pane).render_line(0)) != before


async def test_drawn_lines_do_not_gather_for_ever() -> None:
    app = Lines()
    async with app.run_test(size=(20, 4)):
        for number in range(2 * REMEMBERED):
            app.show(say(str(number))).render_line(0)
        assert len(app.query_one(Pane)._strips) <= REMEMBERED
