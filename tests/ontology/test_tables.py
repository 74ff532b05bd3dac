"""The tables of PLOVER and CAMEO: complete, and consistent with each other."""

from __future__ import annotations

import pytest

from comity.errors import ComityError, DataFileError
from comity.ontology import CAMEO, CONTEXTS, PLOVER, crosswalk, goldstein, plover_type, quad, score
from comity.ontology.tables import load_cameo, load_plover

QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}


def test_sixteen_types_in_the_order_of_the_manual_with_its_quads() -> None:
    assert list(PLOVER) == [t for types in QUADS.values() for t in types]
    for name, types in QUADS.items():
        assert {PLOVER[t].quad for t in types} == {name}
        assert len({quad(t) for t in types}) == 1


def test_modes_are_those_of_the_coding_guide() -> None:
    assert {name: tuple(t.modes) for name, t in PLOVER.items() if t.modes} == {
        name: tuple(modes.split()) for name, modes in MODES.items()
    }


def test_every_crosswalk_leads_to_a_listed_cameo_code() -> None:
    for name, entry in PLOVER.items():
        for mode in ("", *entry.modes):
            for modality in ("actual", "future", "possible", "conditional"):
                assert crosswalk(name, mode, modality) in CAMEO
    assert crosswalk("CONSULT", "visit") == "042"
    assert crosswalk("AID", "", "future") == "033"
    assert crosswalk("ASSAULT", "aerial") == "195"
    assert crosswalk("CONSULT", "no such mode") == "040"


def test_scores_stay_on_the_scale_and_have_the_sign_of_their_quad() -> None:
    for name, entry in PLOVER.items():
        for mode in ("", *entry.modes):
            value = score(name, mode)
            assert -10 <= value <= 10
            if name != "REQUEST":  # the manual puts it around zero
                assert (value > 0) == ("cooperation" in entry.quad)
    assert (score("CONSULT", "visit"), score("PROTEST", "vandalize"), score("RETREAT", "disarm")) == (4.0, -5.0, 10.0)


def test_only_four_types_become_agree_when_intended() -> None:
    assert {t for t in PLOVER if plover_type(t, "future") != t} == {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
    assert plover_type("AID", "future") == "AGREE"
    assert plover_type("AID", "possible") == "AID"


def test_cameo_has_twenty_roots_and_parents_for_all() -> None:
    roots = [c for c in CAMEO if len(c) == 2]
    assert roots == [f"{n:02}" for n in range(1, 21)]
    for code, entry in CAMEO.items():
        assert entry.root in CAMEO
        assert len(code) < 4 or code[:3] in CAMEO
        assert -10 <= entry.goldstein <= 10
    assert [CAMEO[r].goldstein for r in roots] == [
        0, 3, 4, 1, 3.5, 6, 7, 5, -2, -5, -2, -4, -6, -6.5, -7.2, -4, -7, -9, -10, -10,
    ]  # fmt: skip
    assert goldstein("1011") == -5  # of its parent


def test_quad_schemes_differ_where_their_sources_do() -> None:
    assert (quad("CONCEDE"), quad("CONCEDE", "zsp"), quad("YIELD", "zsp")) == (1, 2, 2)
    assert (quad("163", "gdelt"), quad("163", "phoenix"), quad("010", "phoenix")) == (4, 3, 0)


def test_contexts() -> None:
    assert len(CONTEXTS) == 37
    assert "religion_ethnicity" in CONTEXTS


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: score("MEET"), "CONSULT"),
        (lambda: quad("AID", "cow"), "phoenix"),
        (lambda: quad("MEET"), "CONSULT"),
        (lambda: goldstein("99"), "01 to 20"),
    ],
)
def test_unknown_names_are_answered_with_the_valid_ones(call, named) -> None:
    with pytest.raises(ComityError, match=named):
        call()


def test_a_broken_data_file_is_named(tmp_path) -> None:
    (tmp_path / "AID.toml").write_text('type = "AID"\nquad = "x"\ncolour = 3\n')
    with pytest.raises(DataFileError, match=r"AID\.toml.*colour"):
        load_plover(tmp_path)
    (tmp_path / "AID.toml").write_text('type = "AID"\n')
    with pytest.raises(DataFileError, match=r"meaning|score|quad"):
        load_plover(tmp_path)
    (tmp_path / "cameo.csv").write_text("code,meaning,goldstein\n01,x,y\n")
    with pytest.raises(DataFileError, match="line 2"):
        load_cameo(tmp_path / "cameo.csv")
    with pytest.raises(DataFileError, match="missing"):
        load_cameo(tmp_path / "missing.csv")
