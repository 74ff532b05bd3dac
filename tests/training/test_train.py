"""The recipe on a tiny encoder: a dozen sentences are learned, exported as a bundle, and found again by the package."""

from __future__ import annotations

import random
from argparse import Namespace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

from comity.annotate import Annotator, Bundle, SentenceText  # noqa: E402
from comity.coding import LearnedCoder  # noqa: E402

CORPUS = """
@ 2020-03-01 diplomatic
The president met the minister.
- CONSULT met [president=FRA:GOV + minister=DEU:GOV]

@ 2020-03-01 military
The army attacked the rebels.
- ASSAULT attacked [army=MLI:MIL > rebels=MLI:REB]

@ 2020-03-01 military
The rebels did not attack the army.
- ASSAULT attack [rebels=MLI:REB > army=MLI:MIL] negated

@ 2020-03-01 diplomatic
The minister will meet the president.
- CONSULT meet [minister=DEU:GOV + president=FRA:GOV] future

@ 2020-03-01
The minister slept in a tent.

@ 2020-03-01
The rebels sold a tent to the president.
"""


class Trained(NamedTuple):
    """The losses, the measure on the training sentences, the weights, and the folder of the bundle."""

    losses: list[float]
    measure: str
    weights: dict[str, Any]
    bundle: Path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    from acts import pairs, samples
    from batches import MASK, batches, collate, encode, label_sets
    from claim_text import read
    from encoder import EncoderSize
    from export import save
    from measure import measure_acts
    from model import Model
    from tiny import tokenizer
    from train import Average, optimizer

    folder = tmp_path_factory.mktemp("trained")
    (folder / "corpus.txt").write_text(CORPUS, encoding="utf-8")
    items, faults = read(folder / "corpus.txt")
    assert not faults
    annotations = Annotator(Bundle.load(), threads=1).annotate([SentenceText(i.text) for i in items])
    found = samples(items, annotations)
    for sample, annotation in zip(found, annotations, strict=True):
        sample.upos = [w.upos for w in annotation.words]
        sample.heads = [w.head + 1 for w in annotation.words]
        sample.deprels = [w.deprel for w in annotation.words]
        sample.entities = ["O"] * len(annotation.words)
    labels = label_sets(found)
    words = tokenizer()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    size = EncoderSize(
        max(words.get_vocab_size(), MASK + 1), width=48, inner=96, layers=1, attention_heads=2, hints=len(labels["hints"])
    )
    model = Model(labels, size)
    encoded = encode([*found, *pairs(items, annotations)], words, labels)
    args = Namespace(encoder_rate=3e-3, head_rate=3e-3, attention_heads=2, form="rows", head_form="float", version="test")
    steps, average, chance, losses = optimizer(model, args), Average(model, 0.98), random.Random(1), []
    for _ in range(120):
        for part in batches(encoded, 400, chance):
            loss = sum(model.loss(collate(part, chance)).values())
            loss.backward()
            steps.step()
            steps.zero_grad()
            average.update(model)
            losses.append(float(loss.detach()))
    state = average.state(model)
    model.load_state_dict(state)
    weights = {k: v.float().numpy() for k, v in state.items()}
    save(folder / "en", dict(weights), labels, words, {"table": {}, "known": {}}, args)
    return Trained(losses, measure_acts(model, found, words), weights, folder / "en")


def test_the_losses_fall(trained: Trained) -> None:
    losses = trained.losses
    assert sum(losses[-10:]) < 0.3 * sum(losses[:10])


def test_the_sentences_are_learned(trained: Trained) -> None:
    values = trained.measure.split()
    figures = dict(zip(values[::2], map(float, values[1::2]), strict=True))
    assert min(figures[k] for k in ("word", "type", "polarity", "modality", "actor")) > 90, trained.measure


def test_the_bundle_finds_them_again(trained: Trained) -> None:
    annotator = Annotator(Bundle.load(trained.bundle), threads=1)
    first, second, third = annotator.annotate(
        [SentenceText("The army attacked the rebels."), SentenceText("The minister will meet the president."),
         SentenceText("The minister slept in a tent.")]
    )  # fmt: skip
    (attack,), (meeting,) = first.acts, second.acts
    assert (first.words[attack.word].text, attack.type, attack.polarity, attack.modality) == (
        "attacked",
        "ASSAULT",
        "affirmed",
        "actual",
    )
    assert attack.roles["actor"] == (1,) and attack.roles["recipient"] == (4,)
    assert (second.words[meeting.word].text, meeting.type, meeting.modality) == ("meet", "CONSULT", "future")
    assert not third.acts
    assert LearnedCoder().thresholds.alone < attack.probability


def test_a_checkpoint_can_be_restored_from_the_bundle(trained: Trained) -> None:
    from restore import arrays

    found = arrays(trained.bundle)
    assert trained.weights.keys() - found.keys() == {"encoder.pieces.weight"}
    for name, value in found.items():
        wanted = trained.weights[name][: len(value)]
        assert abs(value - wanted).max() <= abs(wanted).max() / 127, name
