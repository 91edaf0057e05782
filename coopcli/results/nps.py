"""What a survey of members comes to: the questions, the score and the frames that its report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.results.month import Study

if TYPE_CHECKING:
    import pandas as pd

CLASSES = ("promoter", "neutral", "detractor")
CLASS_TITLES = {"promoter": "Promotores", "neutral": "Neutros", "detractor": "Detratores"}
CLASS_TITLE = {"promoter": "Promotor", "neutral": "Neutro", "detractor": "Detrator"}

UNTOLD = "Não informado"
"""What the clerk reads where somebody did not answer."""

KIND_TITLES = {
    "score": "nota de recomendação",
    "scale": "escala",
    "one": "uma opção",
    "one_or_other": "uma opção ou outra resposta",
    "age": "anos completos",
    "many": "várias opções",
    "yes_no": "sim ou não",
    "names": "nomes",
    "comment": "texto livre",
}
"""What the clerk reads for the kind of a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey: ``kind`` is one of the rulebook's ANSWER_KINDS, ``answers`` its options in order."""

    code: str
    title: str
    kind: str
    group: str = ""
    asked: str = ""
    lowest: int = 0
    highest: int = 0
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How many of each class, and the score in points from -100 to 100: exact, with its interval and its zone.

    ``population`` None: the interval is that of an unlimited population.
    """

    promoters: int
    neutrals: int
    detractors: int
    low: float | None = None
    high: float | None = None
    zone: str = ""
    population: int | None = None

    @property
    def answers(self) -> int:
        """How many gave a valid note."""
        return self.promoters + self.neutrals + self.detractors

    @property
    def exact(self) -> Fraction | None:
        """The score as a fraction; None where nobody answered."""
        return Fraction(100 * (self.promoters - self.detractors), self.answers) if self.answers else None

    @property
    def points(self) -> float | None:
        """The score as it is shown."""
        return None if self.exact is None else float(self.exact)


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many answers a population needs, and what was asked of them."""

    population: int
    size: int
    confidence: float
    error: float
    expected: float


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the score: from ``low`` points on, up to the next one."""

    title: str
    low: int


def _of_classes(prefix: str = "") -> tuple[Column, ...]:
    return tuple(Column(f"{prefix}{name}_count", "count", CLASS_TITLES[name], required=True) for name in CLASSES)


SIZE_COLUMNS: tuple[Column, ...] = (
    Column("branch", "code", "PA"),
    Column("branch_name", "text", "Nome do PA"),
    Column("population", "count", "Associados"),
    Column("population_rate", "rate", "Parte dos associados"),
    Column("planned", "count", "Amostra planejada"),
)
"""The sample by branch, in proportion to the members."""

SAMPLE_COLUMNS: tuple[Column, ...] = (
    *SIZE_COLUMNS,
    Column("sent", "count", "Questionários enviados"),
    Column("respondents", "count", "Respondentes", required=True),
    Column("answers", "count", "Notas válidas", required=True),
    Column("response_rate", "rate", "Taxa de resposta"),
    Column("sample_rate", "rate", "Parte das respostas"),
    Column("difference_rate", "rate", "Diferença para a parte dos associados"),
    Column("warning", "text", "Aviso"),
)

SEGMENT_COLUMNS: tuple[Column, ...] = (
    Column("segment", "text", "Segmento"),
    Column("value", "text", "Grupo"),
    Column("answers", "count", "Notas válidas", required=True),
    *_of_classes(),
    *(Column(f"{name}_rate", "rate", f"% {CLASS_TITLES[name].lower()}") for name in CLASSES),
    Column("points", "number", "NPS"),
    Column("low", "number", "De"),
    Column("high", "number", "Até"),
    Column("band", "text", "Zona"),
)

WAVE_COLUMNS: tuple[Column, ...] = (
    Column("wave", "code", "Rodada"),
    Column("last_date", "date", "Última resposta"),
    Column("answers", "count", "Notas válidas", required=True),
    *_of_classes(),
    Column("points", "number", "NPS"),
    Column("low", "number", "De"),
    Column("high", "number", "Até"),
    Column("band", "text", "Zona"),
    Column("change", "number", "Mudança"),
    Column("statistic", "number", "z"),
    Column("p", "number", "p da mudança"),
    Column("classes_p", "number", "p das classes (qui-quadrado)"),
    Column("is_significant", "flag", "Mudou"),
)

PROFILE_COLUMNS: tuple[Column, ...] = (
    Column("question", "text", "Pergunta"),
    Column("answer", "text", "Resposta"),
    Column("count", "count", "Respondentes", required=True),
    Column("rate", "rate", "Parte dos que responderam"),
)

PRODUCT_COLUMNS: tuple[Column, ...] = (
    Column("product", "text", "Produto ou serviço"),
    Column("count", "count", "Respondentes", required=True),
    Column("rate", "rate", "Parte dos que responderam"),
    *_of_classes(),
    *(Column(f"{name}_rate", "rate", f"% {CLASS_TITLES[name].lower()}") for name in CLASSES),
)

HOW_MANY_COLUMNS: tuple[Column, ...] = (
    Column("products", "count", "Quantos usa", required=True),
    Column("count", "count", "Respondentes", required=True),
    *_of_classes(),
)

BY_CLASS_COLUMNS: tuple[Column, ...] = (
    Column("class_title", "text", "Classe"),
    Column("total", "count", "Total de respondentes", required=True),
    Column("answered", "count", "Responderam à pergunta", required=True),
    Column("count", "count", "Quantos", required=True),
    Column("rate", "rate", "Parte dos que responderam"),
)

INSTITUTION_COLUMNS: tuple[Column, ...] = (
    Column("place", "count", "Lugar", required=True),
    Column("institution", "text", "Instituição"),
    Column("count", "count", "Menções", required=True),
    Column("rate", "rate", "Parte das menções"),
    *_of_classes(),
    Column("spellings", "text", "Como foi escrita"),
)

ATTRIBUTE_COLUMNS: tuple[Column, ...] = (
    Column("group", "text", "Grupo"),
    Column("attribute", "text", "Atributo"),
    Column("n", "count", "n", required=True),
    Column("mean", "number", "Média"),
    Column("deviation", "number", "Desvio padrão"),
    Column("minimum", "number", "Mínimo"),
    Column("median", "number", "Mediana"),
    Column("maximum", "number", "Máximo"),
    Column("top_rate", "rate", "Satisfeitos (notas do topo)"),
    *(Column(f"{name}_mean", "number", f"Média dos {CLASS_TITLES[name].lower()}") for name in CLASSES),
    Column("gap", "number", "Promotores − detratores"),
    Column("importance", "number", "Importância (r com a nota)"),
    Column("quadrant", "text", "Prioridade"),
)

PAIR_COLUMNS: tuple[Column, ...] = (
    Column("first", "text", "Variável"),
    Column("second", "text", "Com"),
    Column("n", "count", "n", required=True),
    Column("r", "number", "r de Pearson"),
    Column("p", "number", "p"),
    Column("is_significant", "flag", "p abaixo do nível"),
    Column("is_strong", "flag", "Correlação forte"),
)

NORMALITY_COLUMNS: tuple[Column, ...] = (
    Column("variable", "text", "Variável"),
    Column("n", "count", "n", required=True),
    Column("statistic", "number", "D de Kolmogorov-Smirnov"),
    Column("p_text", "text", "p (Lilliefors)"),
    Column("is_normal", "flag", "Compatível com a normal"),
)

ASSOCIATION_COLUMNS: tuple[Column, ...] = (
    Column("first", "text", "Variável"),
    Column("second", "text", "Com"),
    Column("n", "count", "n", required=True),
    Column("statistic", "number", "Qui-quadrado"),
    Column("freedom", "count", "Graus de liberdade"),
    Column("p", "number", "p"),
    Column("is_significant", "flag", "Há associação"),
    Column("note", "text", "Observação"),
)

CLUSTER_COLUMNS: tuple[Column, ...] = (
    Column("stage", "count", "Etapa", required=True),
    Column("clusters", "count", "Nº de grupos", required=True),
    Column("similarity", "number", "Nível de similaridade"),
    Column("distance", "number", "Nível de distância"),
    Column("first", "count", "Grupo", required=True),
    Column("second", "count", "Reunido a", required=True),
    Column("joined", "count", "Novo grupo", required=True),
    Column("size", "count", "Variáveis no novo grupo", required=True),
)

MEMBERSHIP_COLUMNS: tuple[Column, ...] = (
    Column("number", "count", "Nº", required=True),
    Column("attribute", "text", "Atributo"),
    Column("cluster", "count", "Grupo final", required=True),
)

WORD_COLUMNS: tuple[Column, ...] = (
    Column("word", "text", "Palavra"),
    Column("count", "count", "Aparições", required=True),
    Column("comments", "count", "Comentários", required=True),
    *_of_classes(),
)

THEME_COLUMNS: tuple[Column, ...] = (
    Column("theme", "text", "Tema"),
    Column("comments", "count", "Comentários", required=True),
    Column("rate", "rate", "Parte dos comentários"),
    *_of_classes(),
    Column("mean", "number", "Nota média"),
)

COMMENT_COLUMNS: tuple[Column, ...] = (
    Column("theme", "text", "Tema"),
    Column("class_title", "text", "Classe"),
    Column("score", "count", "Nota"),
    Column("branch", "code", "PA"),
    Column("respondent_id", "code", "Respondente"),
    Column("comment", "text", "Comentário", personal=True),
)

ACTION_COLUMNS: tuple[Column, ...] = (
    Column("class_title", "text", "Classe"),
    Column("score", "count", "Nota"),
    Column("respondent_id", "code", "Respondente"),
    Column("member_id", "code", "Associado"),
    Column("member_name", "text", "Nome", personal=True),
    Column("branch", "code", "PA"),
    Column("answered_date", "date", "Respondeu em"),
    Column("contact_until", "date", "Falar até"),
    Column("comment", "text", "O que disse", personal=True),
    Column("themes", "text", "Temas"),
    Column("low_marks", "text", "Avaliou mal"),
    Column("institutions", "text", "Usa também"),
    Column("letter", "text", "Carta ou mensagem"),
    Column("actions", "text", "O que fazer"),
)

ADVICE_COLUMNS: tuple[Column, ...] = (
    Column("class_title", "text", "Classe"),
    Column("respondents", "count", "Respondentes", required=True),
    Column("action", "text", "Ação"),
    Column("article", "text", "Fundamento"),
)

QUESTION_COLUMNS: tuple[Column, ...] = (
    Column("question", "text", "Pergunta"),
    Column("kind", "text", "Tipo"),
    Column("respondents", "count", "Respondentes", required=True),
    Column("valid", "count", "Respostas válidas", required=True),
    Column("blank", "count", "Em branco", required=True),
    Column("left_out", "count", "Deixadas de fora", required=True),
)
"""Of each question: respondents = valid + blank + left out (which the Problemas sheet names one by one)."""


@dataclass(frozen=True)
class Sample:
    """Who was asked and who answered: ``by_branch`` has SAMPLE_COLUMNS; ``p`` is of the chi-square of the answers
    against the members by branch (None: not told, or one branch)."""

    by_branch: pd.DataFrame
    size: SampleSize | None
    p: float | None
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Usage:
    """Products and other institutions, by class. ``many_above`` is the number above which products are many."""

    products: pd.DataFrame  # PRODUCT_COLUMNS
    how_many: pd.DataFrame  # HOW_MANY_COLUMNS
    many: pd.DataFrame  # BY_CLASS_COLUMNS
    others: pd.DataFrame  # BY_CLASS_COLUMNS
    institutions: pd.DataFrame  # INSTITUTION_COLUMNS
    many_above: int = 0


@dataclass(frozen=True)
class Attributes:
    """The scales: what they come to, how they go together, and the tree of their clusters.

    ``matrix`` holds r by the titles of the variables, ``tree`` the rows of scipy's linkage (None: too little said).
    """

    described: pd.DataFrame  # ATTRIBUTE_COLUMNS
    pairs: pd.DataFrame  # PAIR_COLUMNS
    matrix: pd.DataFrame
    normality: pd.DataFrame  # NORMALITY_COLUMNS
    associations: pd.DataFrame  # ASSOCIATION_COLUMNS
    stages: pd.DataFrame  # CLUSTER_COLUMNS
    membership: pd.DataFrame  # MEMBERSHIP_COLUMNS
    tree: list[list[float]] | None = None
    cluster_n: int = 0


@dataclass(frozen=True)
class Voices:
    """What was written: words, themes and the comments themselves; ``cloud`` is how often each word of it came."""

    words: pd.DataFrame  # WORD_COLUMNS
    themes: pd.DataFrame  # THEME_COLUMNS
    comments: pd.DataFrame  # COMMENT_COLUMNS
    cloud: Mapping[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True)
class SurveyResults:
    """Everything that the report of a survey shows. ``waves`` and ``segments`` may have no rows."""

    study: Study
    title: str
    wave: str
    questions: tuple[Question, ...]
    score: Score
    sample: Sample
    segments: pd.DataFrame  # SEGMENT_COLUMNS
    waves: pd.DataFrame  # WAVE_COLUMNS
    profile: pd.DataFrame  # PROFILE_COLUMNS
    usage: Usage
    attributes: Attributes
    voices: Voices
    actions: pd.DataFrame  # ACTION_COLUMNS
    advice: pd.DataFrame  # ADVICE_COLUMNS
    asked: pd.DataFrame  # QUESTION_COLUMNS
    zones: tuple[Zone, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)

    def question(self, kind: str) -> Question | None:
        """Return the first question of a kind."""
        return next((question for question in self.questions if question.kind == kind), None)
