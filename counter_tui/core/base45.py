"""The alphabet of Base45 (RFC 9285), in which a slip's QR is written."""

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""All characters that a slip's QR can hold: scanning the self-test page (lembar uji), whose QR is this text,
shows a wrong keyboard layout."""
