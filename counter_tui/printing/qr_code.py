"""A QR code as modules: what the screen draws, and what printers that cannot draw one are sent."""

VERSION = 9
MODULES = 17 + 4 * VERSION
"""The side of the largest code that we print: a token of 116 bytes at error correction Q (DESIGN §5)."""
QUIET_MODULES = 4
"""The light margin that readers need on every side (ISO/IEC 18004)."""


def modules(text: str) -> list[list[bool]]:
    """Return the rows of a code at error correction Q without its margin; True is dark."""
    # Imported late: not needed before a slip is looked at. It ships no types.
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make()
    return [[bool(module) for module in row] for row in code.get_matrix()]
