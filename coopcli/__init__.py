"""coopcli: batch toolkit for Brazilian credit cooperatives."""

__version__ = "0.1.0"
