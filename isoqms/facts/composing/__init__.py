"""The words of the year's report, told from the records of every subject."""
