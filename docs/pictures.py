"""Draw docs/img anew: run the program on its sample data, photograph the terminal and the workbook.

Needs LibreOffice with its Brazilian language pack, poppler-utils, librsvg2-bin and pngquant. Run by ``make pictures``.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

IMAGES = Path(__file__).parent / "img"
RESOLUTION, TERMINAL_COLOURS = 110, 12
A4_WIDTH, A4_HEIGHT = 11.69, 8.27
CLOSE = ("close", "2026-10", "--folder", "demo")
LIBREOFFICE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>pt-BR</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Page:
    """A picture of the workbook: the sheet, a header that its page shows, and from where to where (parts of 1)."""

    name: str
    sheet: str
    shows: str = ""
    top: float = 0.06
    bottom: float = 1.0


PAGES = (
    Page("resumo", "Resumo"),
    Page("provisao", "Provisão", bottom=0.78),
    Page("operacoes", "Operações", shows="Renegociada", top=0.1, bottom=0.5),
    Page("arrasto", "Arrasto", bottom=0.42),
    Page("problemas", "Problemas", bottom=0.34),
    Page("notas", "Notas"),
    Page("fontes", "Fontes"),
)


COLLECTION_PAGES = (
    Page("cobranca", "Cobrança"),
    Page("fila", "Fila do dia", bottom=0.45),
)


def coopcli(folder: Path, *arguments: str) -> tuple[str, str]:
    """Return what a command prints and what it says beside it."""
    command = [sys.executable, "-m", "coopcli", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout, done.stderr


def terminal_picture(name: str, command: str, text: str, columns: int = 122) -> None:
    """Draw a terminal that shows ``command`` and ``text``."""
    console = Console(record=True, width=columns, file=io.StringIO())
    console.print(Text(f"$ {command}", style="bold"))
    for line in text.strip("\n").splitlines():
        console.print(Text(line.rstrip()), soft_wrap=False)
    svg = console.export_svg(title="coopcli").replace("Fira Code", "DejaVu Sans Mono")
    svg = svg.replace("<text ", '<text xml:space="preserve" ')  # else indents are lost
    png = IMAGES / f"{name}.png"
    subprocess.run(["rsvg-convert", "--width", "1200", "--output", str(png)], input=svg, text=True, check=True)
    _palette(png, TERMINAL_COLOURS)


def workbook_as_pdf(workbook: Path, folder: Path) -> Path:
    """Return the workbook printed by LibreOffice with Brazilian numbers."""
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_bytes(LIBREOFFICE_SETTINGS.encode())
    profile = f"-env:UserInstallation={folder.as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"


def page_picture(pdf: Path, texts: list[str], page: Page) -> None:
    """Draw the first page of a sheet that shows what is wanted; its footer names the sheet."""
    wanted = (i for i, text in enumerate(texts, 1) if f"{page.sheet} · página" in text and page.shows in text)
    number = str(next(wanted))
    png = IMAGES / page.name
    top, bottom = (int(part * A4_HEIGHT * RESOLUTION) for part in (page.top, page.bottom))
    crop = ["-x", "0", "-y", str(top), "-W", str(int(A4_WIDTH * RESOLUTION)), "-H", str(bottom - top)]
    command = ["pdftoppm", "-r", str(RESOLUTION), "-png", "-singlefile", "-f", number, "-l", number]
    subprocess.run([*command, *crop, str(pdf), str(png)], check=True)
    _palette(png.with_suffix(".png"))


def upright_picture(name: str, pdf: Path, number: int = 1) -> None:
    """Draw a page of a PDF whole."""
    png = IMAGES / name
    command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-f", str(number), "-l", str(number), str(pdf), str(png)]
    subprocess.run(command, check=True)
    _palette(png.with_suffix(".png"))


def workbook_pictures(workbook: Path, folder: Path, pages: tuple[Page, ...]) -> None:
    """Draw the pages of a workbook."""
    pdf = workbook_as_pdf(workbook, folder)
    printed = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    for wanted in pages:
        page_picture(pdf, printed.stdout.split("\f"), wanted)


def _palette(png: Path, colours: int = 32) -> None:
    command = ["pngquant", "--force", "--strip", "--speed", "1", "--output", str(png), str(colours), str(png)]
    subprocess.run(command, check=True)


def _until(text: str, heading: str) -> str:
    """Return the text up to the line that begins with ``heading``."""
    return text.split(f"\n{heading}")[0]


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        coopcli(folder, "sample", "cooperative", "demo")
        coopcli(folder, "close", "2026-09", "--folder", "demo", "--quiet")
        out, said = coopcli(folder, *CLOSE)
        terminal_picture("fechamento", f"coopcli {' '.join(CLOSE)}", out)
        terminal_picture("lista-de-problemas", f"coopcli {' '.join(CLOSE)}", said[said.index("gravando") + 9 :])
        page, _ = coopcli(folder, "explain", "200257", "demo/exports/2026-10", "--quiet")
        facts = page[page.index("FATOS") :]
        terminal_picture("explicar", "coopcli explain 200257 demo/exports/2026-10", _until(facts, "Atenção"))
        closed = folder / "demo/closings/2026-10"
        workbook_pictures(closed / "relatorio.xlsx", folder / "report", PAGES)
        workbook_pictures(closed / "cobranca.xlsx", folder / "collection", COLLECTION_PAGES)
        upright_picture("carta", closed / "cartas/imprimir.pdf")
        coopcli(folder, "proposals", "demo/exports/2026-10", "--committee", "comite.pdf", "--quiet")
        upright_picture("comite", folder / "comite.pdf")
        coopcli(folder, "sample", "nps", "pesquisa")
        coopcli(folder, "nps", "report", "pesquisa/exports/2017-08", "--output", "nps", "--quiet")
        upright_picture("pesquisa", folder / "nps/relatorio.pdf")


if __name__ == "__main__":
    main()
