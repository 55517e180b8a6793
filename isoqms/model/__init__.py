"""What an agency keeps, as frozen values: the door of pydantic, and the truth behind `schemas/`."""

import os

# Looking for plugins of pydantic in all that is installed takes as long as checking a small repository; we have none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
