"""The frozen views that the desk returns: what a screen or a command shows, and nothing it could change.

Times are UTC milliseconds; texts are already in the officer's language. Only `full_name` fields hold
a whole name, and only reception and the person being served have one (SCREENS §1.8). They are msgspec
structs because fifty dataclasses would cost the first frame 30 ms.
"""
