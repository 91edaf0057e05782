"""Whether a characteristic and being late go together: chi-square, Cramér's V, Fisher's exact test of two by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.results.profile import Association

if TYPE_CHECKING:
    from coopcli.calc.columns import Ints


def association(counts: Ints, least_expected: int) -> Association:
    """Return the test of a table of counts (one row a band, a column for on time, one for late), no row empty.

    Pearson's chi-square without correction. Where an expected count is below ``least_expected`` the test says so,
    and a table of two by two has Fisher's exact p too. A single band, none late or all late is no table to test.
    """
    if len(counts) < 2:
        return Association(reason="uma só faixa com contratos: não há o que comparar")
    for column, words in ((1, "nenhum contrato inadimplente"), (0, "todos os contratos inadimplentes")):
        if not counts[:, column].any():
            return Association(reason=f"{words}: não há o que comparar")
    from scipy import stats

    found = stats.chi2_contingency(counts, correction=False)
    small = int((found.expected_freq < least_expected).sum())
    exact = float(stats.fisher_exact(counts).pvalue) if small and counts.shape == (2, 2) else None
    return Association(
        float(found.statistic),
        int(found.dof),
        float(found.pvalue),
        float((found.statistic / counts.sum()) ** 0.5),  # of two columns: min(rows, columns) - 1 is 1
        exact,
        float(found.expected_freq.min()),
        small,
        int(counts.size),
        warning=_small_words(small, counts.size, least_expected, exact is not None),
    )


def _small_words(small: int, cells: int, least: int, has_exact: bool) -> str:
    if not small:
        return ""
    words = f"{small} de {cells} células com frequência esperada menor que {least}: o qui-quadrado é só aproximado"
    return f"{words}; prefira o p exato de Fisher" if has_exact else f"{words}; junte faixas antes de concluir"
