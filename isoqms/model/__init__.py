"""What an agency keeps, as frozen values: the door of pydantic, and the truth behind `schemas/`."""
