"""Linking: copies of one story, and dossiers over many documents."""
