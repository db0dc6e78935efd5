"""Time expressions: the grammar, where it matches, and what a match means."""
