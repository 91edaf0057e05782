"""What the documents say is so: commands run, options exist, pictures and links lead somewhere, tables are fresh."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from coopcli.cli import app
from coopcli.errors import PROBLEM_KINDS
from coopcli.reports.catalogue import problem_catalogue
from coopcli.reports.signature_pages import signature_pages

ROOT = Path(__file__).parents[1]
README, GUIDE = ROOT / "README.md", ROOT / "docs" / "guia.md"
PAGES = [README, ROOT / "CHANGELOG.md", ROOT / "rules" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURES = sorted((ROOT / "docs" / "img").glob("*.png"))
LARGEST_PICTURE = 150_000

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!`)\[[^\]\n]*\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<!\S)(--?[a-z][a-z-]*)")
OUR_PLACES = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|opt|home)(?![\w-])")
REGISTRIES = re.compile(r"\b(?:pypi\.(?:org|python)|(?:files|test)\.pythonhosted|registry\.npmjs|proxy\.golang)")


def shell_lines(page: Path, *languages: str) -> list[str]:
    """Return the lines of the blocks marked ``sh``, or with one of the ``languages``."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    blocks = [body for language, body in found if language in (languages or ("sh",))]
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def inline_code(page: Path) -> list[str]:
    return INLINE.findall(FENCE.sub("", page.read_text(encoding="utf-8")))


def our_commands(page: Path) -> list[str]:
    """Return every ``coopcli …`` of a page, in blocks and in sentences."""
    return [text for text in [*shell_lines(page, "sh", "bat"), *inline_code(page)] if text.startswith("coopcli ")]


def commands() -> dict[str, set[str]]:
    """Return every command, as it is typed after ``coopcli``, with its options; "" is coopcli itself."""
    return dict(_commands(typer.main.get_command(app), ""))


def _commands(command: Any, name: str) -> Iterator[tuple[str, set[str]]]:
    options = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
    yield name, options | {"--help", "--ajuda"}
    for own_name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{name} {own_name}".strip())


COMMANDS = commands()
SHOWN = sorted(name for name, command in typer.main.get_command(app).commands.items() if not command.hidden)  # type: ignore[attr-defined]
"""The commands that the help shows: each must be told."""


def command_of(line: str) -> str:
    """Return the longest command that the line begins with: ``rules list``."""
    words = line.split()[1:]
    tries = (" ".join(words[:size]) for size in (2, 1))
    return next((name for name in tries if name in COMMANDS), "")


# --- commands and options -------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page: Path) -> None:
    for line in our_commands(page):
        name = command_of(line)
        assert name or line.split()[1].startswith("-"), f"no such command: {line}"
        unknown = set(OPTION.findall(line)) - COMMANDS[name]
        assert not unknown, f"{line}: {unknown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_named_alone_exist(page: Path) -> None:
    every_option = set().union(*COMMANDS.values())
    named = {code for code in inline_code(page) if re.fullmatch(r"--?[a-z][a-z-]*", code)}
    assert named <= every_option


@pytest.mark.parametrize("page", [README, GUIDE], ids=lambda page: page.name)
@pytest.mark.parametrize("name", SHOWN)
def test_every_command_is_told(page: Path, name: str) -> None:
    assert any(command_of(line).split(" ")[0] == name for line in our_commands(page))


def test_readme_begins_with_two_commands_that_set_everything_up() -> None:
    assert shell_lines(README)[:2] == ["make demo", "make test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"demo: setup", "test: setup"} <= {line.split(" ##")[0] for line in makefile.splitlines()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {code.split()[1] for code in [*shell_lines(page), *inline_code(page)] if re.fullmatch(r"make [a-z]+", code)}
    assert named <= targets


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``make demo`` leaves behind."""
    place = tmp_path_factory.mktemp("docs")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(call close_sample,$(BIN),demo)" in makefile.split("\ndemo: ")[1].split("\n\n")[0]
    recipe = makefile.split("define close_sample\n")[1].split("\nendef")[0].replace("$(2)", "demo")
    for line in recipe.splitlines():
        if "coopcli " in line:
            run(f"coopcli {line.split('coopcli ')[1]}", place)
    return place


def run(line: str, place: Path) -> None:
    words = shlex.split(line, comments=True)[1:]
    done = subprocess.run([sys.executable, "-m", "coopcli", *words], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.slow
@pytest.mark.parametrize("page", [README, GUIDE], ids=lambda page: page.name)
def test_every_line_runs_on_the_sample_data(page: Path, demo: Path, tmp_path: Path) -> None:
    """In the order of the page. A line with a <placeholder> is for the reader to fill in."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    lines = [line for line in shell_lines(page) if line.startswith("coopcli ") and "<" not in line]
    assert lines
    for line in lines:
        run(line, tmp_path)


# --- pictures, links, tables ----------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made from their words."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_pictures_are_small_and_shown() -> None:
    shown = set(
        re.findall(
            r"!\[[^\]]+\]\((?:docs/)?img/([\w-]+\.png)\)",
            README.read_text(encoding="utf-8") + GUIDE.read_text(encoding="utf-8"),
        )
    )
    assert {picture.name for picture in PICTURES} == shown
    assert [picture.name for picture in PICTURES if picture.stat().st_size > LARGEST_PICTURE] == []


def test_catalogue_of_problems_is_fresh() -> None:
    """`make docs` writes it anew."""
    assert (ROOT / "docs" / "problemas.md").read_text(encoding="utf-8") == problem_catalogue()


def test_pages_of_signatures_are_current() -> None:
    assert (ROOT / "docs" / "dados.md").read_text(encoding="utf-8") == signature_pages()


def test_catalogue_has_every_problem_once() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", problem_catalogue(), re.MULTILINE)
    assert sorted(rows) == sorted(PROBLEM_KINDS)


def test_guide_tells_every_field_of_the_settings() -> None:
    template = (ROOT / "templates" / "coop.yaml.j2").read_text(encoding="utf-8")
    fields = set(re.findall(r"^ *([a-z_]+):", template, re.MULTILINE))
    assert fields - set(inline_code(GUIDE)) == set()


def test_guide_tells_every_word_of_a_trigger() -> None:
    from coopcli.rulebook.yaml_text import read_yaml

    layout = read_yaml(ROOT / "rules" / "layouts" / "coop-problem-triggers.yaml").data
    assert set(layout["columns"]["trigger"]["values"]["exact"]) - set(inline_code(GUIDE)) == set()


def test_columns_of_the_own_sheets_are_fresh() -> None:
    """`make docs` writes them anew."""
    written = subprocess.run([sys.executable, "docs/sheets.py"], cwd=ROOT, capture_output=True, check=True).stdout
    assert (ROOT / "docs" / "planilhas.md").read_bytes() == written


@pytest.mark.slow
def test_guide_tells_all_that_is_not_yet_applied(demo: Path, tmp_path: Path) -> None:
    """The guide has every line that the Notas sheet has, under both regimes."""
    import openpyxl

    report = tmp_path / "previa.xlsx"
    run(f"coopcli provision demo/exports/2026-10 --also risk_levels --quiet --output {shlex.quote(str(report))}", demo)
    notes = openpyxl.load_workbook(report)["Notas"]
    topics = [str(cell.value) for cell in notes["A"] if cell.value]
    missing = topics[topics.index("Ainda não aplicado") + 2 :]  # the first line under the heading introduces the rest
    assert missing
    guide = GUIDE.read_text(encoding="utf-8")
    assert [topic for topic in missing if f"| {topic} |" not in guide] == []


# --- nothing of our machines ----------------------------------------------------------------------


def repository_texts() -> list[tuple[str, str]]:
    """Return name and text of every text file that is in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a checkout")
    texts = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            texts.append((name, (ROOT / name).read_bytes().decode("utf-8")))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


def test_no_file_names_a_place_of_somebodys_machine_or_a_registry() -> None:
    found = [
        f"{name}: {hit[0]}"
        for name, text in repository_texts()
        for pattern in (OUR_PLACES, REGISTRIES)
        if (hit := pattern.search(text))
    ]
    assert found == []
