"""What any paper or sheet is made of, and how it is set."""
