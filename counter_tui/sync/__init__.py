"""The line to a hub or the centre: protocol, signatures, link and the thread that drives them."""
