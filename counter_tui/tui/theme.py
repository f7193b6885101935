"""The three themes (SCREENS §14): dark (`gelap`), light (`terang`) and high contrast (`kontras`).

Every colour of the screen is one of these tokens, written `$quiet` or `$primary` in a style; a widget never
names a colour.
"""

from textual.theme import Theme

DARK = Theme(
    name="gelap",
    dark=True,
    background="#10161A",
    surface="#161E23",
    panel="#1E282E",
    foreground="#DDE5E8",
    primary="#5CC3CF",
    secondary="#5CC3CF",
    accent="#5CC3CF",
    success="#7BCB93",
    warning="#E9B44C",
    error="#F2807A",
    variables={
        "quiet": "#8FA1AA",
        "on-primary": "#0B1114",
        "number": "#F4F8F9",
        "cursor-row": "#25343C",
        "fresh": "#1A2D32",
        "problem": "#3A2023",
        "banner": "#3A2E17",
        "on-banner": "#F3DDB0",
        "rule": "#2C3A42",
        "side-edge": "#161E23",
    },
)

LIGHT = Theme(
    name="terang",
    dark=False,
    background="#F7F5F0",
    surface="#EFECE4",
    panel="#E5E1D6",
    foreground="#1B2529",
    primary="#0B6775",
    secondary="#0B6775",
    accent="#0B6775",
    success="#1B6B3C",
    warning="#8A5200",
    error="#B0281F",
    variables={
        "quiet": "#566369",
        "on-primary": "#FFFFFF",
        "number": "#0A1418",
        "cursor-row": "#DCE7E6",
        "fresh": "#D5E5E5",
        "problem": "#F6DAD6",
        "banner": "#F3DDB5",
        "on-banner": "#4A2D00",
        "rule": "#CFC9BB",
        "side-edge": "#EFECE4",
    },
)

CONTRAST = Theme(
    name="kontras",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#2B2B2B",
    foreground="#FFFFFF",
    primary="#FFE100",
    secondary="#FFE100",
    accent="#FFE100",
    success="#00FF87",
    warning="#FFB000",
    error="#FF9E96",
    variables={
        "quiet": "#FFFFFF",
        "on-primary": "#000000",
        "number": "#FFE100",
        "cursor-row": "#00264A",
        "fresh": "#00264A",
        "problem": "#5C0000",
        "banner": "#FFB000",
        "on-banner": "#000000",
        "rule": "#FFFFFF",
        "side-edge": "#FFFFFF",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
