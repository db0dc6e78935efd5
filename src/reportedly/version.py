"""The version of the program, which every stored row and every request names."""

__version__ = "0.1.0"
