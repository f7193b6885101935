"""The ASGI application of the centre."""
