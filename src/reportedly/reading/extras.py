"""Packages that only some readers need, imported when the first document asks for them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from reportedly.records import ExtraNotInstalled


def extra(module: str, name: str) -> ModuleType:
    """The module called `module`, which the extra `name` of reportedly installs.

    Raises `ExtraNotInstalled` with the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraNotInstalled(
            f"{module.split('.')[0]} is not installed: pip install 'reportedly[{name}]'"
        ) from error
