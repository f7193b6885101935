"""A hub's part of a terminal's store: it takes in its terminals' chains, numbers them and relays them."""
