"""What differs between two papers: words, what belongs together, lines, how it is told."""
