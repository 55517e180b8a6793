"""isoqms: a quality management system kept as files, checked, and printed."""

__version__ = "0.2.0"
