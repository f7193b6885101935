"""A hub: the one writer of numbers and calls on a site's network, a relay to the centre."""
