"""Who is named as the doer: small trees whose voice is known."""

from __future__ import annotations

import pytest

from comity.reconcile.framing.tree import Tree
from comity.reconcile.framing.voice import voice
from comity.records import Annotation, Claim, Mention, Participant, Trigger
from tests.trees import mention, tree

LIGHT = frozenset({"launch", "carry"})


def read(
    table: str, trigger: int, actor: int | None = None, recipient: int | None = None
) -> tuple[str, str | None, tuple[str, ...]]:
    """Return voice, agent and its codes of the act at a word, with an actor and a recipient at other words."""
    text, annotation = tree(table)
    words = annotation.words
    mentions: list[Mention] = []
    sides: dict[int, list[Participant]] = {0: [], 1: []}
    for side, (word, code) in enumerate(((actor, "RUS"), (recipient, "UKR"))):
        if word is not None:
            mentions.append(mention(annotation, word, (code, code, "GOV")))
            sides[side].append(Participant(words[word].text, words[word].start, words[word].end, code, code))
    act = words[trigger]
    claim = Claim("c", "d", 0, Trigger(act.text, act.start, act.end), (0, len(text)), "ASSAULT",
                  actors=tuple(sides[0]), recipients=tuple(sides[1]))  # fmt: skip
    found = voice(claim, Tree(annotation, mentions, [claim]), text, LIGHT)
    assert found is not None
    if found.agent is not None:
        assert text[found.agent.start : found.agent.end] == found.agent.text
    return found.kind, found.agent.text if found.agent else None, found.codes


ACTIVE = "Russia Russia PROPN 2 nsubj\nattacked attack VERB 0 root\nUkraine Ukraine PROPN 2 obj"
PASSIVE = "Ukraine Ukraine PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nattacked attack VERB 0 root\nby by ADP 5 case\nRussia Russia PROPN 3 obl:agent"
CUT = "Ukraine Ukraine PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nattacked attack VERB 0 root\nat at ADP 5 case\nnight night NOUN 3 obl"
OWNED = (
    "Russia Russia PROPN 3 nmod:poss\n's 's PART 1 case\nattack attack NOUN 5 nsubj\non on ADP 5 case\nfailed fail VERB 0 root"
)
BY = "The the DET 2 det\nattack attack NOUN 5 nsubj\nby by ADP 4 case\nRussia Russia PROPN 2 nmod\nfailed fail VERB 0 root"
BARE = "The the DET 2 det\nattack attack NOUN 3 nsubj\nfailed fail VERB 0 root"
VICTIM = "Ukraine Ukraine PROPN 3 nmod:poss\n's 's PART 1 case\ndestruction destruction NOUN 0 root"
LIGHT_ACTIVE = "Russia Russia PROPN 2 nsubj\nlaunched launch VERB 0 root\nan a DET 4 det\nattack attack NOUN 2 obj"
LIGHT_PASSIVE = "An a DET 2 det\nattack attack NOUN 4 nsubj:pass\nwas be AUX 4 aux:pass\nlaunched launch VERB 0 root"
OTHERS = "Russia Russia PROPN 2 nsubj\ncondemned condemn VERB 0 root\nthe the DET 4 det\nattack attack NOUN 2 obj"
PLANNED = "Russia Russia PROPN 2 nsubj\nplans plan VERB 0 root\nto to PART 4 mark\nattack attack VERB 2 xcomp"
ACCUSED = "Kyiv Kyiv PROPN 2 nsubj\naccused accuse VERB 0 root\nRussia Russia PROPN 2 obj\nof of SCONJ 5 mark\nattacking attack VERB 2 advcl"
RELATIVE = "the the DET 2 det\ntroops troop NOUN 0 root\nthat that PRON 4 nsubj\nattacked attack VERB 2 acl:relcl"
WOUNDED = "the the DET 2 det\ntroops troop NOUN 0 root\nattacked attack VERB 2 acl\nyesterday yesterday NOUN 3 obl:unmarked"
IMPERATIVE = "Attack attack VERB 0 root\nthem they PRON 1 obj"
READY = "Russia Russia PROPN 3 nsubj\nis be AUX 3 cop\nready ready ADJ 0 root\nto to PART 5 mark\nhelp help VERB 3 xcomp"
ILLEGAL = "It it PRON 3 nsubj\nis be AUX 3 cop\nillegal illegal ADJ 0 root"
INVITED = (
    "Kim Kim PROPN 2 nsubj\ninvited invite VERB 0 root\nPutin Putin PROPN 2 iobj\nto to PART 5 mark\nvisit visit VERB 2 xcomp"
)
FRIDAY = "It it PRON 3 nsubj:pass\nwas be AUX 3 aux:pass\nattacked attack VERB 0 root\nby by ADP 5 case\n2014 2014 NUM 3 obl"


@pytest.mark.parametrize(
    ("table", "trigger", "actor", "recipient", "expected"),
    [
        (ACTIVE, 1, 0, 2, ("active", "Russia", ("RUS",))),
        (PASSIVE, 2, 4, 0, ("passive with agent", "Russia", ("RUS",))),
        (CUT, 2, None, 0, ("passive without agent", None, ())),
        (OWNED, 2, 0, None, ("nominal with agent", "Russia", ("RUS",))),
        (BY, 1, 3, None, ("nominal with agent", "Russia", ("RUS",))),
        (BARE, 1, None, None, ("nominal without agent", None, ())),
        (VICTIM, 2, None, 0, ("nominal without agent", None, ())),
        (LIGHT_ACTIVE, 3, 0, None, ("active", "Russia", ("RUS",))),
        (LIGHT_PASSIVE, 1, None, None, ("passive without agent", None, ())),
        (OTHERS, 3, 0, None, ("nominal without agent", None, ())),
        (PLANNED, 3, 0, None, ("active", "Russia", ("RUS",))),
        (ACCUSED, 4, 2, None, ("active", "Russia", ("RUS",))),
        (RELATIVE, 3, None, None, ("active", "the troops", ())),
        (WOUNDED, 2, None, None, ("passive without agent", None, ())),
        (IMPERATIVE, 0, None, None, ("active without agent", None, ())),
        (READY, 2, 0, None, ("active", "Russia", ("RUS",))),
        (ILLEGAL, 2, None, None, ("nominal without agent", None, ())),
        (INVITED, 4, 2, None, ("active", "Putin", ("RUS",))),
        (FRIDAY, 2, None, None, ("passive without agent", None, ())),
    ],
)
def test_voice(table, trigger, actor, recipient, expected) -> None:
    assert read(table, trigger, actor, recipient) == expected


def test_a_coordination_is_one_agent() -> None:
    table = """
    Moscow Moscow PROPN 4 nsubj
    and and CCONJ 3 cc
    Pyongyang Pyongyang PROPN 1 conj
    denied deny VERB 0 root
    it it PRON 4 obj
    """
    text, annotation = tree(table)
    mentions = [mention(annotation, 0, ("RUS", "RUS", "")), mention(annotation, 2, ("PRK", "PRK", ""))]
    people = tuple(Participant(m.text, m.start, m.end, m.refs[0].code, m.refs[0].code) for m in mentions)
    act = annotation.words[3]
    claim = Claim("c", "d", 0, Trigger("denied", act.start, act.end), (0, len(text)), "REJECT", actors=people)
    found = voice(claim, Tree(annotation, mentions), text, LIGHT)
    assert found is not None and found.agent is not None
    assert (found.agent.text, found.codes) == ("Moscow and Pyongyang", ("RUS", "PRK"))


def test_a_trigger_outside_of_the_sentence_has_no_voice() -> None:
    text, annotation = tree(BARE)
    claim = Claim("c", "d", 0, Trigger("x", 500, 501), (0, len(text)), "ASSAULT")
    assert voice(claim, Tree(annotation), text, LIGHT) is None


def test_damaged_trees_and_mentions_of_another_model_do_no_harm() -> None:
    text, annotation = tree(ACTIVE)
    loop = Annotation(0, 0, len(text), tuple(w._replace(head=(i + 1) % 3) for i, w in enumerate(annotation.words)))
    act = annotation.words[1]
    claim = Claim("c", "d", 0, Trigger("attacked", act.start, act.end), (0, len(text)), "ASSAULT")
    assert voice(claim, Tree(loop), text, LIGHT) is not None
    moved = mention(annotation, 0, ("RUS", "RUS", ""))
    other = Mention(0, 7, 7, 7, moved.text, moved.start, moved.end, "name", moved.refs)  # word numbers that do not fit
    assert Tree(annotation, [other]).mention(0) is other
