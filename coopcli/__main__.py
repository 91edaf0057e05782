"""``python -m coopcli`` and the ``coopcli`` command."""

from __future__ import annotations

from coopcli.cli import main

if __name__ == "__main__":
    main()
