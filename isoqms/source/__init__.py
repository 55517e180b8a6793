"""Text to data that knows where it stood.

The door of ruamel.yaml, ryaml, markdown-it-py and jinja2.
"""
