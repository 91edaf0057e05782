"""Clusters against Quadro 5, as far as appendix B lets them be computed again."""

from __future__ import annotations

import numpy as np
import pytest

from coopcli.calc.nps.clusters import membership_of, stages_of, tree_of

QUADRO_5 = [
    (89.9608, 0.200785, 12, 15, 2), (89.8645, 0.202711, 5, 6, 2), (87.2962, 0.254075, 13, 14, 2),
    (86.9664, 0.260672, 7, 8, 2), (85.5662, 0.288677, 4, 9, 2), (82.9241, 0.341518, 12, 13, 4),
    (82.6359, 0.347283, 4, 5, 4), (81.0435, 0.379131, 7, 10, 3), (78.2286, 0.435429, 2, 3, 2),
    (76.9805, 0.460391, 7, 12, 7), (75.4532, 0.490935, 2, 4, 6), (71.7989, 0.564023, 2, 7, 13),
    (60.6364, 0.787272, 2, 11, 14), (58.5564, 0.828871, 1, 2, 15),
]  # fmt: skip
"""Similarity, distance, the clusters joined, and how many variables the new one has: as printed."""

LOWER = [
    [256], [421, 633], [370, 591, 617], [344, 516, 548, 631], [381, 540, 520, 713, 751],
    [286, 698, 642, 629, 513, 515], [334, 545, 534, 509, 624, 586, 706], [332, 512, 551, 621, 667, 622, 589, 702],
    [305, 646, 597, 603, 589, 598, 741, 641, 574], [218, 288, 278, 355, 420, 390, 290, 334, 401, 331],
    [199, 633, 501, 552, 516, 481, 660, 533, 554, 711, 335],
    [316, 552, 516, 566, 566, 574, 590, 590, 667, 639, 409, 657],
    [324, 654, 588, 659, 663, 606, 687, 694, 675, 696, 408, 700, 746],
    [178, 650, 510, 556, 545, 537, 658, 634, 615, 659, 421, 756, 696, 758],
]  # fmt: skip
"""Appendix B among the attributes, in thousandths; Ambiente × Cumpre_promete, lost in print, is taken as 0,700."""


def appendix_b() -> np.ndarray:  # type: ignore[type-arg]
    square = np.eye(15)
    for i, row in enumerate(LOWER, 1):
        square[i, :i] = square[:i, i] = np.array(row) / 1000
    return square


@pytest.mark.parametrize(("similarity", "distance"), [row[:2] for row in QUADRO_5])
def test_similarity_of_every_stage_follows_from_its_distance(similarity: float, distance: float) -> None:
    """Quadro 5: 100·(1 − distance ÷ 2), to the four decimals printed but for the last."""
    (stage,) = stages_of([[0, 1, distance, 2]]).to_dict("records")
    assert stage["similarity"] == pytest.approx(similarity, abs=1.5e-4)


def test_last_stages_of_quadro_5_are_those_of_complete_linkage_on_appendix_b() -> None:
    """Appendix B counts each pair with whoever answered both, Quadro 5 those who answered all: distances differ
    (up to 0,09 early on), and so do the first stages; the last three join the same clusters in the same order, and
    the one before joins 2 and 4 too, but with Inovação (9) on the other side."""
    stages = stages_of(tree_of(appendix_b(), "complete")).to_dict("records")
    ours = [(s["first_cluster"], s["second_cluster"], s["size"]) for s in stages[-4:]]
    assert ours == [(2, 4, 5), *(tuple(row[2:]) for row in QUADRO_5[-3:])]
    differences = [abs(s["distance"] - row[1]) for s, row in zip(stages[-4:], QUADRO_5[-4:], strict=True)]
    assert max(differences) < 0.07


@pytest.mark.parametrize("linkage", ["average", "single"])
def test_no_other_linkage_gives_the_last_stages(linkage: str) -> None:
    stages = stages_of(tree_of(appendix_b(), linkage)).to_dict("records")
    assert [(s["first_cluster"], s["second_cluster"], s["size"]) for s in stages[-3:]] != [
        tuple(row[2:]) for row in QUADRO_5[-3:]
    ]


def test_three_groups_of_the_study() -> None:
    """4.3: waiting time alone, security alone, everything else together."""
    tree = tree_of(appendix_b(), "complete")
    groups = membership_of(tree, [str(i) for i in range(1, 16)], 3)["cluster"].tolist()
    assert groups == [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2]


def test_three_variables_by_hand() -> None:
    """a-b at 1 − 0,9 = 0,1; then c at the farther of 1 − 0,5 and 1 − 0,2: 0,8. Similarities 95 and 60."""
    matrix = np.array([[1, 0.9, 0.5], [0.9, 1, 0.2], [0.5, 0.2, 1]])
    stages = stages_of(tree_of(matrix, "complete"))
    assert stages["distance"].tolist() == pytest.approx([0.1, 0.8])
    assert stages["similarity"].tolist() == pytest.approx([95, 60])
    assert stages[["clusters", "first_cluster", "second_cluster", "joined_cluster", "size"]].to_numpy().tolist() == [
        [2, 1, 2, 1, 2],
        [1, 1, 3, 1, 3],
    ]
    assert stages_of(tree_of(matrix, "single"))["distance"].tolist() == pytest.approx([0.1, 0.5])


def test_opposites_are_at_distance_two() -> None:
    assert stages_of(tree_of(np.array([[1, -1.0], [-1.0, 1]]), "complete"))["similarity"].tolist() == [0]


@pytest.mark.parametrize("matrix", [np.eye(1), np.zeros((0, 0)), np.array([[1, np.nan], [np.nan, 1]])])
def test_too_little_gives_no_tree(matrix: np.ndarray) -> None:  # type: ignore[type-arg]
    tree = tree_of(matrix, "complete")
    assert tree is None
    assert not len(stages_of(tree)) and not len(membership_of(tree, [], 3))
