"""Reading: bytes into documents."""
