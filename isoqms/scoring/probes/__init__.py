"""One module for each subject that the rows of a scoring table ask about."""
