"""What a survey of members comes to: the questions, the score and the frames that its report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

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
