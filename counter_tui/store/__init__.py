"""The encrypted journal of a terminal or hub, its projections and records, and the centre's tables."""
