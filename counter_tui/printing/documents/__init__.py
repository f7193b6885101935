"""The papers of the counter, one a module: what each says, and how it is laid out as blocks."""
