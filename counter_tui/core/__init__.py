"""The rules of the house: pure functions and values, without clock, disk, network or screen."""
