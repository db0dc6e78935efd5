"""Knowledge as data: words, rules, measures and names, and their validated loading."""
