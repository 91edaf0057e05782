"""Letters with QR as PDF against WeasyPrint printing the same letters, where it is installed; memory of a whole run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Result, seconds
from coopcli.closing.letters import CONTENTS
from coopcli.closing.month import rulebook_of
from coopcli.closing.settings import Settings
from coopcli.reports.letters.compose import Letter, Sender, compose
from coopcli.reports.letters.files import write_files
from coopcli.reports.letters.pages import page_of
from coopcli.reports.letters.printing import each_pdf
from coopcli.reports.letters.templates import Templates
from coopcli.sample.letter_example import COOPERATIVE, example_request

WHOLE, COMPARED, LEAST_RATIO, MOST_MIB = 10_000, 40, 10, 1024
MIB = 1024


def run(folder: Path) -> list[Result]:
    """Return ten thousand letters in all their forms, and the PDFs of some against WeasyPrint."""
    return [_whole(folder / "letters"), _against_weasyprint()]


def _whole(folder: Path) -> Result:
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.letters", str(folder), str(WHOLE)])
    _, status, usage = os.wait4(process.pid, 0)
    elapsed, mib = time.perf_counter() - start, usage.ru_maxrss / MIB
    what = f"{WHOLE:,} letters with QR: PDF each, one for the printer, page, mailing, log"
    measured = f"{elapsed:.0f} s, {WHOLE / elapsed:.0f} letters/s, {mib / MIB:.2f} GiB"
    return Result(what, measured, "", "", f"≤ {MOST_MIB / MIB:g} GiB", status == 0 and mib <= MOST_MIB)


def _against_weasyprint() -> Result:
    letters, sender = _letters(COMPARED)
    mine = COMPARED / seconds(lambda: list(each_pdf(letters, sender)))
    what, measured, target = "letters as PDF with QR", f"{mine:.0f}/s", f"≥ {LEAST_RATIO}×"
    pages = [page_of(letter, sender) for letter in letters]
    if find_spec("weasyprint") is None:
        return Result(what, measured, "WeasyPrint is not installed", "", target, ok=True)
    from weasyprint import HTML  # type: ignore[import-not-found,unused-ignore]

    floor = COMPARED / seconds(lambda: [HTML(string=page).write_pdf() for page in pages])
    return Result(
        what, measured, f"{floor:.1f}/s (WeasyPrint)", f"{mine / floor:.1f}×", target, mine >= LEAST_RATIO * floor
    )


def _letters(count: int) -> tuple[list[Letter], Sender]:
    contents = rulebook_of(Settings()).in_force(CONTENTS, date(2026, 10, 31))
    sender = Sender(COOPERATIVE, Templates(), contents)
    one = example_request("listing-notice")
    people = (replace(one.to, name=f"Pessoa {n}", member_id=str(n)) for n in range(count))
    return compose([replace(one, to=to, payable_cents=1_000 + n) for n, to in enumerate(people)], sender), sender


if __name__ == "__main__":
    letters, sender = _letters(int(sys.argv[2]))
    write_files(Path(sys.argv[1]), letters, sender, duplex=True)
