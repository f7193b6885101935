"""Real input: files that an office gets from elsewhere, read row by row."""
