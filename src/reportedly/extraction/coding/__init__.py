"""Event coding: the PLOVER patterns, and how roles, force and contexts are read from a parse."""
