"""Starts the reading child by path, so that the application itself is never loaded in it.

`python -m tracker.intake.child` would run `tracker/__init__.py` first: Flask, the database and
every room, half a second and a hundred megabytes for each file. An empty package stands in for it.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    package = ModuleType("tracker")
    package.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["tracker"] = package
    import_module("tracker.intake.child").main()
