"""What an agency keeps, as frozen values: the door of pydantic, and the truth behind `schemas/`."""

import os
import sys
from types import ModuleType

# We have no plugins of pydantic, and what others have installed shall not run in ours.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class _NoPlugins(ModuleType):
    """Stands where pydantic looks for plugins: its own module imports importlib.metadata first.

    It asks only then, and that import takes as long as thirty rules. Where pydantic no longer
    looks here, this does nothing.
    """

    @staticmethod
    def get_plugins() -> tuple[()]:
        """None."""
        return ()


sys.modules.setdefault("pydantic.plugin._loader", _NoPlugins("pydantic.plugin._loader"))
