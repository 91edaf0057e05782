"""All that collection comes to on a day, as its workbook shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.results.collection import Collection
from coopcli.results.collection_charges import Agreements, Charges
from coopcli.results.month import Study

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CollectionReport:
    """Stages and queue, charges, agreements, lists and letters of one day; ``study`` proves them."""

    study: Study
    collection: Collection
    charges: Charges
    agreements: Agreements
    bureau: pd.DataFrame  # BUREAU_COLUMNS
    lawsuits: pd.DataFrame  # LAWSUIT_COLUMNS
    letters: pd.DataFrame  # LETTER_COLUMNS
