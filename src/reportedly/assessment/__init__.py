"""Assessment: embargo measures and sanctions lists."""
