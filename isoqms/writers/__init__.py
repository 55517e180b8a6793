"""Blocks to Word files: the door of python-docx."""
