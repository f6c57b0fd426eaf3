"""Every table for reviewers, computed from the register: one module a kind of table.

Outputs never compute: they ask :func:`compute_table` and write what they get.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from normative.model.matrix import Matrix
from normative.model.register import Register
from normative.model.tables.acceptances import accepted_findings
from normative.model.tables.chart import chart
from normative.model.tables.collection import collection_differences, collection_matrix, collection_paragraphs
from normative.model.tables.convergence import convergence_matrix
from normative.model.tables.coverage import coverage
from normative.model.tables.crosswalk import crosswalk
from normative.model.tables.dispositions import dispositions
from normative.model.tables.drafts import concordance_table, drafts
from normative.model.tables.inputs import inputs_matrix, inputs_received
from normative.model.tables.panorama import state_panorama
from normative.model.tables.paragraphs import paragraph_list
from normative.model.tables.pinpoints import pinpoints
from normative.model.tables.practice import practice_table
from normative.model.tables.profile import instrument
from normative.model.tables.request import TableKind, TableRequest
from normative.model.tables.reviews import review_state
from normative.model.tables.statistics import comment_statistics
from normative.model.tables.traceability import traceability_matrix

_TABLES: Mapping[TableKind, Callable[[Register, TableRequest], Matrix]] = {
    TableKind.TRACEABILITY: traceability_matrix,
    TableKind.CONVERGENCE: convergence_matrix,
    TableKind.COVERAGE: coverage,
    TableKind.INSTRUMENT: instrument,
    TableKind.PARAGRAPHS: paragraph_list,
    TableKind.CROSSWALK: crosswalk,
    TableKind.CHART: chart,
    TableKind.STATES: state_panorama,
    TableKind.ACCEPTANCES: accepted_findings,
    TableKind.DRAFTS: drafts,
    TableKind.CONCORDANCE: concordance_table,
    TableKind.REVIEWS: review_state,
    TableKind.PINPOINTS: pinpoints,
    TableKind.PRACTICE: practice_table,
    TableKind.COLLECTION: collection_matrix,
    TableKind.COLLECTED: collection_paragraphs,
    TableKind.DIFFERENCES: collection_differences,
    TableKind.RECEIVED: inputs_received,
    TableKind.DISPOSITIONS: dispositions,
    TableKind.STATISTICS: comment_statistics,
    TableKind.INPUTS: inputs_matrix,
}


def compute_table(register: Register, request: TableRequest) -> Matrix:
    """Return the table that was asked for; the same register and request always give the same table."""
    return _TABLES[request.kind](register, request)
