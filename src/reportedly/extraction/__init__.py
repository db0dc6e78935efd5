"""Extraction: claims, events and transfers from the parsed text."""
