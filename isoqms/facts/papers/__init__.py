"""The papers of the year: what each is, and where the records keep its number and day."""
