"""What several screens do by way of a card: open it, take its answer, and ask the desk."""
