"""Reading: bytes in, Documents out."""
