"""Language: the parsed text, times, parties and who is meant by "he"."""
