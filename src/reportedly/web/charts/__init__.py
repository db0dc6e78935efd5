"""Where the marks of the pictures stand. Only numbers are made here; the templates draw them."""
