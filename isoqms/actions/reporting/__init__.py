"""The figures of a year and its report."""
