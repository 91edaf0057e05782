"""What must hold for every letter, whoever adds it: it renders in all three forms, tells who the creditor is, is kind."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coopcli.errors import CoopError, DataError
from coopcli.folding import folded
from coopcli.reports.letters.compose import Letter, Sender, compose
from coopcli.reports.letters.pages import page_of
from coopcli.reports.letters.printing import pdf_of
from coopcli.reports.letters.templates import Templates
from coopcli.results import Cooperative
from coopcli.rulebook.book import load_rulebook
from coopcli.rulebook.tables import RuleFile
from coopcli.sample.letter_example import COOPERATIVE, example_request
from coopcli.shipped import folder as shipped

ON = date(2026, 10, 31)
CONTENTS: RuleFile = load_rulebook(shipped("rules")).in_force("collection/letter-contents", ON)
NAMES = Templates().names()
HOSTILE = [
    "=cmd|' /C calc'!A0", "../../x", "{{7*7}}", "{% for x in y %}", "<script>alert(1)</script>", "*x* **y** _z_",
    "# x", "1. x", "- x", "> x", "```", "|a|b|", "[a](http://x)", "![a](x)", "&lt;b&gt;", "#import \"x\"", "$x$ @ref <l>",
    "a\r\nb\x00c", "\u202egnp.exe\u202c", "A" * 300, "Ana\u200b\ue000pix\ue000", "O'Neill \"Zé\" \\n",
]  # fmt: skip


def sender(cooperative: Cooperative = COOPERATIVE, own: Path | None = None) -> Sender:
    return Sender(cooperative, Templates(own), CONTENTS)


def written(name: str, **changes: object) -> Letter:
    request = example_request(name)
    return compose([replace(request, **changes)], sender())[0]  # type: ignore[arg-type]


def test_the_letters_of_the_policies_are_all_there() -> None:
    """Issue: the collection ladder (§§ 4.1 to 4.4), debt settled, portability and its answer, and the two of the survey."""
    assert {
        "first-notice", "settlement-proposal", "listing-notice", "listing", "broken-agreement", "capital-use",
        "account-settlement", "law-office", "debt-settled", "portability-request", "portability-answer",
        "survey-promoter", "survey-detractor",
    } == set(NAMES)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
class TestEveryLetter:
    def test_renders_in_three_forms(self, name: str) -> None:
        letter, who = written(name), sender()
        assert pdf_of(letter, who).startswith(b"%PDF")
        page = page_of(letter, who)
        assert letter.text.subject in page and "</html>" in page
        assert letter.message and "{" not in letter.message and "&#" not in letter.message

    def test_tells_the_creditor_and_both_telephones(self, name: str) -> None:
        """CDC, art. 42-A: name, address and CNPJ; the ombudsman's and the SAC's telephones on every letter."""
        letter = written(name)
        told = ("Cooperativa de Crédito Vale do Ipê", "90.123.456/0001-70", "Rua das Acácias, 100", "30000-000")
        for words in (letter.message, page_of(letter, sender())):
            assert all(word in words for word in (*told, "SAC 0800 000 0001", "Ouvidoria 0800 000 0000"))

    def test_has_no_forbidden_word(self, name: str) -> None:
        """A second look, by itself: the words of the rule as plain text, without the engine's pattern."""
        text = folded(written(name).message)
        lists = [CONTENTS[word_list] for word_list in CONTENTS.parameters if word_list.endswith("_words")]
        words = [folded(word) for one in lists for word in one]
        assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", text)] == []

    def test_is_about_the_person_and_short(self, name: str) -> None:
        letter = written(name)
        assert "Maria Aparecida dos Santos" in letter.message
        assert len(letter.message.split()) < 330

    def test_the_same_request_gives_the_same_bytes(self, name: str) -> None:
        assert pdf_of(written(name), sender()) == pdf_of(written(name), sender())

    def test_a_company_is_addressed_as_one(self, name: str) -> None:
        company = replace(example_request(name).to, name="COMERCIAL XYZ LTDA", document="11222333000181")
        assert "Maria" not in written(name, to=company).message


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_only_text(text: str) -> None:
    """In the name, the address and the product: no markup, template, HTML or typst, and no page that is not made."""
    request = example_request("first-notice")
    to = replace(request.to, name=text, street=text, district=text, city=text)
    lines = tuple(replace(line, product=text, contract_id=text) for line in request.lines)
    letter = written("first-notice", to=to, lines=lines)
    plain = written("first-notice")
    assert [block.kind for block in letter.text.blocks] == [block.kind for block in plain.text.blocks]
    assert letter.text.subject == plain.text.subject
    page = page_of(letter, sender())
    assert "<script" not in page and page.count("<strong>") == page_of(plain, sender()).count("<strong>")
    assert "49" not in letter.message.split("Até")[0]
    assert not set("\u202e\u202c\u200b\ue000\x00\r") & set(letter.message)
    assert pdf_of(letter, sender()).startswith(b"%PDF")


def test_hostile_words_are_shown_as_they_are() -> None:
    letter = written("first-notice", to=replace(example_request("first-notice").to, name="{{7*7}} <b>*x*</b> #1."))
    assert letter.message.startswith("Prezado(a) {{7*7}} <b>*x*</b> #1.,")


def test_what_is_missing_is_told_all_at_once() -> None:
    """Two letters, three values: each with the letter, the member and the value."""
    first, second = example_request("first-notice"), example_request("listing-notice")
    bare = {key: value for key, value in first.values.items() if key not in ("pay_by", "list_after")} | {"bureau": ""}
    with pytest.raises(DataError) as error:
        compose([replace(first, values=bare), replace(second, values=bare)], sender())
    assert {problem.code for problem in error.value.problems} == {"carta-incompleta"}
    assert {problem.found for problem in error.value.problems} == {
        "first-notice, associado 4321: falta pay_by",
        "listing-notice, associado 4321: falta list_after",
        "listing-notice, associado 4321: falta bureau",
    }


def test_a_person_without_a_name_lacks_the_name_and_not_the_greeting() -> None:
    nameless = example_request("first-notice")
    with pytest.raises(DataError) as error:
        compose([replace(nameless, to=replace(nameless.to, name=""))], sender())
    assert [problem.found for problem in error.value.problems] == ["first-notice, associado 4321: falta name"]


def test_what_the_settings_lack_is_told_by_name() -> None:
    """CDC, art. 42-A, and the telephones: coop.yaml without CNPJ, street and SAC."""
    lacking = replace(COOPERATIVE, cnpj="", street="", sac_phone="")
    with pytest.raises(DataError) as error:
        compose([example_request("first-notice")], sender(lacking))
    assert [(p.code, p.file, p.found) for p in error.value.problems] == [
        ("configuracao-invalida", "coop.yaml", "address: vazio"),
        ("configuracao-invalida", "coop.yaml", "cnpj: vazio"),
        ("configuracao-invalida", "coop.yaml", "phones, sac: vazio"),
    ]


def own_template(folder: Path, name: str, text: str) -> Path:
    (folder / "letters").mkdir(parents=True, exist_ok=True)
    (folder / "letters" / name).write_bytes(text.encode())
    return folder


def test_an_own_template_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = own_template(tmp_path, "first-notice.md", "# Oi\n\n{{ greeting }}, tudo bem?\n")
    who = sender(own=own)
    assert compose([example_request("first-notice")], who)[0].text.subject == "Oi"
    assert {(t.name, t.own) for t in who.templates.used()} == {("first-notice.md", True)}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Seu CALOTEIRO.", "caloteiro"),
        ("É a última\nchance.", "ultima chance"),
        ("É a ULTIMA CHANCE.", "ultima chance"),
        ("Haverá Penhora Imediata.", "penhora imediata"),
    ],
)
def test_a_forbidden_word_stops_the_letter(said: str, found: str, tmp_path: Path) -> None:
    """CDC, art. 42: whatever the accents, the capitals and the line breaks."""
    own = own_template(tmp_path, "first-notice.md", f"# Oi\n\n{said}\n")
    with pytest.raises(DataError) as error:
        compose([example_request("first-notice")], sender(own=own))
    (problem,) = error.value.problems
    assert (problem.code, problem.found) == ("palavra-proibida", f"first-notice, associado 4321: {found}")


def test_only_whole_words_are_forbidden_and_not_the_own_name(tmp_path: Path) -> None:
    """A neighbourhood called Cadeiado is no cadeia; who is called Vergonha may get letters."""
    own = own_template(tmp_path, "first-notice.md", "# Oi\n\n{{ greeting }}: encadeiado.\n")
    request = example_request("first-notice")
    named = replace(request, to=replace(request.to, name="JOSÉ VERGONHA"))
    assert "Vergonha" in compose([named], sender(own=own))[0].message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# A\n\n{% if %}", "não fecha"),
        ("# A\n\n{{ ''.__class__ }}", "o que a caixa de areia não deixa"),
        ("# A\n\n{% include '../../coop.yaml' %}", "o que não é modelo"),
        ("sem assunto", "sem assunto"),
        ("# A\n\n{{ 1 / 0 }}", "conta impossível"),
    ],
)
def test_a_wrong_template_is_told_by_its_name(text: str, why: str, tmp_path: Path) -> None:
    own = own_template(tmp_path, "first-notice.md", text)
    with pytest.raises(CoopError) as error:
        compose([example_request("first-notice")], sender(own=own))
    assert error.value.problems[0].code in ("modelo-invalido", "carta-desconhecida", "carta-incompleta"), why


def test_an_unknown_letter_names_those_that_there_are() -> None:
    with pytest.raises(CoopError, match="first-notice") as error:
        compose([replace(example_request("first-notice"), letter="ameaca")], sender())
    assert error.value.problems[0].code == "carta-desconhecida"


def test_without_a_key_there_is_no_pix() -> None:
    letter = compose([example_request("first-notice")], sender(replace(COOPERATIVE, pix=None)))[0]
    assert letter.pix == "" and "Pix copia e cola" not in letter.message and "boleto" in letter.message


def test_a_payment_in_transit_is_deducted() -> None:
    """R$ 1.089,07 - R$ 89,07 = R$ 1.000,00: in the text, in words and in the Pix code."""
    request = example_request("first-notice")
    values = {**request.values, "in_transit": 8_907, "claimed": 100_000}
    message = written("first-notice", values=values, payable_cents=100_000).message
    assert "pagamento seu de R$ 89,07 em processamento" in message
    assert "R$ 1.000,00 (mil reais)" in message and "54071000.00" in message


def test_letters_go_in_postal_order() -> None:
    """By postal code, then by name without accents; those without the post at the end."""
    one = example_request("first-notice")
    people = [("Zeca", "30100-000"), ("Ávila", "30100-000"), ("Bia", "01000-000"), ("Caio", "")]
    requests = [
        replace(one, to=replace(one.to, name=name, zip_code=code), delivery="correio" if code else "e-mail ou mensagem")
        for name, code in people
    ]
    letters = compose(requests, sender())
    assert [(x.number, x.request.to.name) for x in letters] == [
        ("0001", "Bia"), ("0002", "Ávila"), ("0003", "Zeca"), ("0004", "Caio"),
    ]  # fmt: skip
    assert letters[0].file_stem == "0001-first-notice"
