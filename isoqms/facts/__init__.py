"""What follows from what was read: figures, coverage, acts, comparisons; a folder for each subject."""
