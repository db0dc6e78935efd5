"""Deals: the steps from the words of a text to its reported transfers."""
