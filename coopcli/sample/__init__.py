"""Invented exports that mean something: every figure is made up, every situation is on purpose.

Each function writes a working folder (``coop.yaml``, ``exports/AAAA-MM/…``), with the same bytes each time.
"""

from __future__ import annotations

from pathlib import Path


def nossacoop(folder: Path) -> None:
    """Write the 5,997 contracts of 30/10/2011 whose distributions are tables 5 to 13 of a study."""
    from coopcli.sample.nossacoop_2011 import write

    write(folder)


def cooperative(folder: Path, members: int = 3000) -> None:
    """Write an invented cooperative in September and October 2026, in every situation that the rules name."""
    from coopcli.sample.vale_do_ipe import write

    write(folder, members)


def nps(folder: Path) -> None:
    """Write the 415 answers to a survey of members whose counts, marks and competitors are those of a study of 2017."""
    from coopcli.sample.survey import write

    write(folder)


def indicators(folder: Path) -> None:
    """Write seven months of solutions in use and margins of a portfolio, as a study counted them in 2017."""
    from coopcli.sample.usage import write

    write(folder)


def scaled(folder: Path, contracts: int, installments_per_contract: int = 5) -> None:
    """Write a CSV portfolio of any size, of October 2026, to measure with."""
    from coopcli.sample.large import write

    write(folder, contracts, installments_per_contract)


def mini(folder: Path) -> None:
    """Write some forty contracts, each of which tells one story."""
    from coopcli.sample.forty import write

    write(folder)


def broken(folder: Path) -> None:
    """Copy the shipped files: for each problem that a file or a rule can have, one that has it."""
    _copy("broken", folder)


def layouts(folder: Path) -> None:
    """Copy the shipped files: for each layout, a small export that it reads."""
    _copy("layouts", folder, "*.expected.csv")


def _copy(name: str, folder: Path, *left_out: str) -> None:
    from shutil import copyfile, copytree, ignore_patterns

    from coopcli import shipped

    source = shipped.folder("sample_data") / name
    copytree(source, folder, ignore=ignore_patterns(*left_out), copy_function=copyfile, dirs_exist_ok=True)
