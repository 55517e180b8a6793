"""What the records prove of a score card."""
