import pytest

from tracker.organisation.rules import COMMUNE, AgencyKind, Profile, Settings, profile, settings


@pytest.mark.parametrize(
    ("kind", "usual"), [(AgencyKind.DEPARTMENT, Profile()), (AgencyKind.COMMUNE, COMMUNE)]
)
def test_without_own_words_an_agency_speaks_like_its_kind(kind: AgencyKind, usual: Profile) -> None:
    assert profile(kind, {}) == usual


def test_own_words_lie_over_those_of_the_kind_and_unknown_ones_are_left() -> None:
    own = profile(AgencyKind.DEPARTMENT, {"office": "Văn phòng Chi cục", "colour": "xanh"})
    assert own.office == "Văn phòng Chi cục"
    assert own.head == Profile().head


def test_stored_choices_lie_over_the_defaults_and_unknown_ones_are_left() -> None:
    assert settings({"soon_days": 10, "colour": "xanh"}) == Settings(soon_days=10)
