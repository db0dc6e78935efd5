"""Terminal: records as people read them."""
