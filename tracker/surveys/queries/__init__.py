"""Reading methods, rounds, their forms and what others announced. Changes nothing."""

from tracker.surveys.queries.checking import (
    Agreement,
    agreement_of,
    count_exclusions,
    find_drawn,
    find_exclusions,
    find_form,
    find_forms_numbered,
    find_rechecks,
    find_typed,
)
from tracker.surveys.queries.methods import (
    find_component_names,
    find_components,
    find_methods,
    find_own_method_codes,
)
from tracker.surveys.queries.published import find_published
from tracker.surveys.queries.remarks import count_remarks, find_remarks
from tracker.surveys.queries.responses import count_people, first_altered, recount
from tracker.surveys.queries.rounds import (
    count_forms,
    count_wanted,
    find_fields,
    find_form_imports,
    find_hand_ins,
    find_quotas,
    find_rounds,
    find_unsigned_rounds,
    get_round,
    get_round_by_code,
    get_round_by_public_code,
)
from tracker.surveys.queries.samples import (
    count_contacts,
    find_contacts,
    find_replacements,
    find_rounds_naming_people,
    find_sample_entries,
    find_sample_lists,
    find_tally_sheets,
)
from tracker.surveys.stored import method_of, names_of, tallies_of, tallies_of_all

__all__ = [
    "Agreement",
    "agreement_of",
    "count_contacts",
    "count_exclusions",
    "count_forms",
    "count_people",
    "count_remarks",
    "count_wanted",
    "find_component_names",
    "find_components",
    "find_contacts",
    "find_drawn",
    "find_exclusions",
    "find_fields",
    "find_form",
    "find_form_imports",
    "find_forms_numbered",
    "find_hand_ins",
    "find_methods",
    "find_own_method_codes",
    "find_published",
    "find_quotas",
    "find_rechecks",
    "find_remarks",
    "find_replacements",
    "find_rounds",
    "find_rounds_naming_people",
    "find_sample_entries",
    "find_sample_lists",
    "find_tally_sheets",
    "find_typed",
    "find_unsigned_rounds",
    "first_altered",
    "get_round",
    "get_round_by_code",
    "get_round_by_public_code",
    "method_of",
    "names_of",
    "recount",
    "tallies_of",
    "tallies_of_all",
]
