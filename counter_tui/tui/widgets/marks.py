"""Shape and word before colour (SCREENS §1.3): the mark and the style of each tone."""

from counter_tui.desk.views.tone import Tone

MARKS = {
    Tone.OK: "●",
    Tone.SOON: "▲",
    Tone.LATE: "■",
    Tone.IDLE: "○",
    Tone.BUSY: "◐",
    Tone.NOTE: "◆",
}
STYLES = {
    Tone.OK: "$success",
    Tone.SOON: "$warning",
    Tone.LATE: "$error",
    Tone.IDLE: "$quiet",
    Tone.BUSY: "$primary",
    Tone.NOTE: "$foreground",
}
CURSOR = "▸"
DONE = "✓"
