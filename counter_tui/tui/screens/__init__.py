"""The modes of the program, one screen a file; each is imported when it is first shown."""
