"""Engines: many documents through the analysis, on this machine or on a cluster."""
