"""What follows from what was read: figures, coverage, acts, comparisons.

A folder for each subject.
"""
