"""Word files: the door of python-docx and lxml."""
