"""What differs by province, year or edition, as data."""
