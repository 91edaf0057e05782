"""A letter as a message: plain text for an e-mail or a telephone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopcli.reports.letters.markup import LetterBlock, LetterText


def message_of(text: LetterText, pix: str, creditor: Mapping[str, str], *, is_of_debt: bool = True) -> str:
    """Return the letter as plain text, signed, with the creditor's name, CNPJ, address and channels."""
    parts = [_block(block, pix) for block in text.blocks]
    parts += ["\n".join(signed(creditor))] if text.is_signed else []
    return "\n\n".join(filter(None, [*parts, "\n".join(channels(creditor, is_of_debt=is_of_debt))]))


def signed(creditor: Mapping[str, str]) -> list[str]:
    """Return who signs, a line each."""
    return [line for line in (creditor["signatory"], creditor["signatory_role"], creditor["name"]) if line]


def channels(creditor: Mapping[str, str], *, is_of_debt: bool = True) -> list[str]:
    """Return who the creditor is (CDC, art. 42-A), and every way to reach it, in two lines."""
    title = "Credor: " if is_of_debt else ""
    who = f"{title}{creditor['name']} · CNPJ {creditor['cnpj']} · {creditor['address']}"
    ways = (
        ("Atendimento", "phone"), ("WhatsApp", "whatsapp"), ("E-mail", "email"), ("Site", "site"),
        ("SAC", "sac_phone"), ("Ouvidoria", "ombudsman_phone"), ("", "ombudsman_email"), ("", "ombudsman_site"),
        ("Canal de denúncia", "whistleblower_channel"),
    )  # fmt: skip
    told = [f"{title} {creditor[name]}".strip() for title, name in ways if creditor.get(name)]
    return [who, " · ".join(told)]


def _block(block: LetterBlock, pix: str) -> str:
    match block.kind:
        case "drawn":
            return f"Pix copia e cola:\n{pix}" if pix else ""
        case "signature":
            return "_" * 40
        case "table":
            return "\n".join(_rows(block))
        case "list":
            marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.lines) + 1))
            return "\n".join(f"{mark} {line[0]}" for mark, line in zip(marks, block.texts(), strict=True))
        case _:
            return block.texts()[0][0]


def _rows(block: LetterBlock) -> Iterator[str]:
    """Yield a table's rows as ``- Contrato 123: Vencimento 10/08/2026; Total R$ 103,00``."""
    header, *rows = block.texts()
    for first, *others in rows:
        if not block.header:
            yield f"{first}: {' '.join(others)}".strip()
            continue
        told = [f"{title} {value}" for title, value in zip(header[1:], others, strict=True) if value]
        if len(told) > 1:
            yield f"- {header[0]} {first}: {'; '.join(told)}"
        else:
            yield f"- {first}: {''.join(others)}"
