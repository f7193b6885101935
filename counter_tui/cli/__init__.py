"""The commands (DESIGN §8); each imports its front end only when it runs."""
