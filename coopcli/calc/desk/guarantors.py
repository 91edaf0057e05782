"""Who stands for whom: the cycles of two and three in the graph of debtors and their guarantors.

An edge goes from a debtor to the guarantor of one of its operations. A proposal whose guarantor is the debtor itself
is a cycle of one; whose guarantor is guaranteed by the debtor, crossed (two); through a third party, triangular.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from coopcli.calc.columns import Keyed, strings, text
from coopcli.documents import client_root


def edges_of(operations: pd.DataFrame, guarantors: pd.DataFrame) -> pd.DataFrame:
    """Return ``debtor``, ``guarantor`` and ``via`` (the contract) of every operation with a guarantor.

    Reads   operations: contract_id, document, those in the portfolio; guarantors: contract_id, document.
    """
    debtor = Keyed(operations["contract_id"]).of(guarantors["contract_id"]).take(operations["document"])
    return _edges(debtor, strings(guarantors["document"]), "contrato " + guarantors["contract_id"])


def proposed_edges(proposals: pd.DataFrame) -> pd.DataFrame:
    """Return the edges that the proposals would add, by the same columns."""
    via = "proposta " + proposals["proposal_id"]
    return _edges(strings(proposals["document"]), strings(proposals["guarantor_document"]), via)


def _edges(debtor: pa.Array, guarantor: pa.Array, via: pd.Series[str]) -> pd.DataFrame:
    found = pd.DataFrame(
        {"debtor": text(client_root(debtor)), "guarantor": text(client_root(guarantor)), "via": list(via)}
    )
    return found.dropna().drop_duplicates(ignore_index=True)


def guarantee_cycles(proposals: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return the shortest cycle that each proposal closes: ``length`` (missing: none) and ``words`` on its way.

    Keeps   one row a proposal, in its order. ``known`` are the edges of operations (``edges_of``).
    """
    own = proposed_edges(proposals).assign(proposal_id=lambda rows: rows["via"].str.removeprefix("proposta "))
    graph = pd.concat([known, own[["debtor", "guarantor", "via"]]], ignore_index=True)
    alone = own[own["debtor"] == own["guarantor"]].assign(length=1, words="o garantidor é o próprio proponente")
    graph = graph[graph["debtor"] != graph["guarantor"]]
    second = _next(own[own["debtor"] != own["guarantor"]], graph, 2)
    crossed = second[second["end2"] == second["debtor"]].assign(length=2)
    third = _next(second[second["end2"] != second["debtor"]], graph, 3)
    triangular = third[third["end3"] == third["debtor"]].assign(length=3)
    crossed["words"] = "o proponente garante quem o garante: " + crossed["via2"]
    triangular["words"] = "o ciclo volta ao proponente por: " + triangular["via2"] + " e " + triangular["via3"]
    found = pd.concat([alone, crossed, triangular])[["proposal_id", "length", "words"]]
    shortest = found.sort_values(["length", "words"], kind="stable").drop_duplicates("proposal_id")
    return proposals[["proposal_id"]].merge(shortest, how="left", on="proposal_id").astype({"length": "Int64"})


def _next(paths: pd.DataFrame, graph: pd.DataFrame, step: int) -> pd.DataFrame:
    """Return the paths with one edge more, from where they end to ``end<step>``, by ``via<step>``."""
    end = "guarantor" if step == 2 else f"end{step - 1}"
    edges = graph.rename(columns={"debtor": end, "guarantor": f"end{step}", "via": f"via{step}"})
    return paths.merge(edges, on=end)
