"""Files that people bring: read with care, and as values that say where each of them stood."""
