# /// script
# dependencies = ["pefile==2024.8.26"]
# ///
"""What numpy and pydantic import from Windows and Wine 8 does not have: two small libraries, made by MinGW.

``lacking.py SITE PYTHON`` gives the packages in SITE a library for complex mathematics, under a name as long as the
one that it stands in for, and puts it, with one for random bytes, beside the interpreter in PYTHON.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pefile  # type: ignore[import-untyped]

MATH, STAND_IN = b"api-ms-win-crt-math-l1-1-0.dll", b"coopcli-math-for-old-wines.dll"
COMPLEX = {
    "cabs", "cacos", "cacosh", "carg", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "cimag", "clog",
    "conj", "cpow", "cproj", "creal", "csin", "csinh", "csqrt", "ctan", "ctanh",
}  # fmt: skip
GIVE_A_NUMBER, TAKE_TWO = {"cabs", "carg", "cimag", "creal"}, {"cpow"}
RANDOM = """#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size) { return SystemFunction036(bytes, size); }
"""


def libraries(site: Path) -> Iterator[Path]:
    """Yield the compiled libraries that name the one for mathematics."""
    for path in site.rglob("*"):
        if path.suffix in (".pyd", ".dll") and MATH in path.read_bytes().lower():
            yield path


def wanted(path: Path) -> Iterator[str]:
    """Yield the functions that a library takes from the one for mathematics."""
    image = pefile.PE(str(path), fast_load=True)
    image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    for entry in image.DIRECTORY_ENTRY_IMPORT:
        if entry.dll.lower() == MATH:
            yield from (function.name.decode() for function in entry.imports)
    image.close()


def stand_in(name: str) -> tuple[str, str]:
    """Return the C of a function and its line of exports; without C where Wine has it elsewhere."""
    stem, kind = (name, "double") if name in COMPLEX else (name[:-1], {"f": "float"}.get(name[-1:], ""))
    if stem not in COMPLEX or not kind:
        return "", f"  {name} = ucrtbase.{name}"
    gives = kind if stem in GIVE_A_NUMBER else f"{kind} _Complex"
    names = ("a", "b") if stem in TAKE_TWO else ("a",)
    takes = ", ".join(f"{kind} _Complex {one}" for one in names)
    return f"{gives} own_{name}({takes}) {{ return {name}({', '.join(names)}); }}", f"  {name} = own_{name}"


def make(name: str, code: str, folder: Path, *more: str, exports: str = "") -> None:
    """Compile ``code`` into the library ``name`` of a folder."""
    with tempfile.TemporaryDirectory() as work:
        files = [Path(work) / "code.c", Path(work) / "exports.def"]
        for path, text in zip(files, (code, exports), strict=True):
            path.write_bytes(text.encode())
        words = ["x86_64-w64-mingw32-gcc", "-O1", "-shared", "-static", "-o", str(folder / name), str(files[0])]
        subprocess.run([*words, *([str(files[1])] if exports else []), *more], check=True)


def main(site: Path, python: Path) -> None:
    users = list(libraries(site))
    functions = [stand_in(name) for name in sorted({name for path in users for name in wanted(path)})]
    code = "\n".join(["#include <complex.h>", *(own for own, _ in functions if own)])
    exports = "\n".join([f"LIBRARY {STAND_IN.decode()}", "EXPORTS", *(line for _, line in functions)])
    make(STAND_IN.decode(), code, python, exports=exports)
    make("bcryptprimitives.dll", RANDOM, python, "-ladvapi32")
    for path in users:
        content = path.read_bytes()
        for name in (MATH, MATH.upper()):
            content = content.replace(name, STAND_IN)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
