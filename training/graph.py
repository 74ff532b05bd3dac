"""The encoder and its heads as an ONNX graph, written operation by operation, so that the quantisation is ours.

Whatever the weights' form, activations are scaled row by row or not at all: a sentence's result never depends on its
neighbours in a batch. Forms of the encoder's weights:

- ``float``: as they are;
- ``nbits``: 8 bits in blocks of 32 along the input, activations 8 bits per row and block (``MatMulNBits``,
  ``accuracy_level`` 4);
- ``rows``: 8 bits per output channel, activations 8 bits with a scale for each row, computed in the graph
  (``MatMulInteger``).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from comity.annotate.features import ACTOR, RECIPIENT

Array = NDArray[np.float32]
FORMS = ("float", "nbits", "rows")
_CONTRIB = "com.microsoft"
_BLOCK = 32


def quantize_rows(weight: Array) -> tuple[NDArray[np.int8], Array]:
    """Return ``weight`` [rows, columns] as int8 with one scale a row."""
    scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-8) / 127
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self, form: str, layers: Mapping[str, Array]) -> None:
        self.form = form
        self.layers = layers
        self.nodes: list = []
        self.weights: list = []
        self.count = 0

    def constant(self, value: NDArray, name: str = "") -> str:
        """Add a weight."""
        name = name or f"c{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, outputs: int | str = 1, domain: str = "", **attributes: object) -> str:
        """Add a node; with several outputs they are named ``<first>:0`` and so on."""
        self.count += 1
        if isinstance(outputs, str):
            names = [outputs]
        else:
            names = [f"n{self.count}"] if outputs == 1 else [f"n{self.count}:{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def linear(self, x: str, name: str, *, biased: bool = True, form: str = "") -> str:
        """Add x @ weight.T + bias of layer ``name``, weights [outputs, inputs]; unbiased where a later operation adds the bias.

        The stored arrays are named after the layer, so that ``restore.py`` can read them back.
        """
        form = form or self.form
        if form == "nbits":
            return self._nbits(x, name, biased)
        if form == "rows":
            return self._rows(x, name, biased)
        product = self.op("MatMul", x, self.constant(self.layers[f"{name}.weight"].T, f"{name}.weight"))
        return self.op("Add", product, self.bias(name)) if biased else product

    def bias(self, name: str) -> str:
        """Add the bias of layer ``name``."""
        return self.constant(self.layers[f"{name}.bias"], f"{name}.bias")

    def _nbits(self, x: str, name: str, biased: bool) -> str:
        weight = self.layers[f"{name}.weight"]
        n, k = weight.shape
        blocks = weight.reshape(n * (k // _BLOCK), _BLOCK)
        values, scales = quantize_rows(blocks)
        stored = (values.astype(np.int16) + 128).astype(np.uint8).reshape(n, k // _BLOCK, _BLOCK)
        return self.op(
            "MatMulNBits", x, self.constant(stored), self.constant(scales.reshape(n, k // _BLOCK)), "", "",
            self.bias(name) if biased else "", domain=_CONTRIB, K=k, N=n, bits=8, block_size=_BLOCK, accuracy_level=4,
        )  # fmt: skip

    def _rows(self, x: str, name: str, biased: bool) -> str:
        weight = self.layers[f"{name}.weight"]
        values, scales = quantize_rows(weight)
        n, k = weight.shape
        flat = self.op("Reshape", x, self.constant(np.array([-1, k], dtype=np.int64)))
        axis = self.constant(np.array([1], dtype=np.int64))
        top = self.op("ReduceMax", self.op("Abs", flat), axis, keepdims=0)
        scale = self.op("Mul", top, self.constant(np.array(1 / 127, dtype=np.float32)))
        scale = self.op("Max", scale, self.constant(np.array(1e-10, dtype=np.float32)))
        # uint8 with a zero point of 128: the form that the processors' own instructions take
        shape = self.op("Shape", scale)
        zeros = self.op("Expand", self.constant(np.array([128], dtype=np.uint8)), shape)
        integer = self.op("QuantizeLinear", flat, scale, zeros, axis=0)
        product = self.op(
            "MatMulIntegerToFloat", integer, self.constant(values.T, f"{name}.values"),
            self.constant(np.array(1, dtype=np.float32)), self.constant(scales[:, 0], f"{name}.scales"),
            self.constant(np.array(128, dtype=np.uint8)), domain=_CONTRIB,
        )  # fmt: skip
        product = self.op("Mul", product, self.op("Unsqueeze", scale, axis))
        if biased:
            product = self.op("Add", product, self.bias(name))
        front = self.op("Slice", self.op("Shape", x), *(self.constant(np.array([i], dtype=np.int64)) for i in (0, -1)))
        back = self.op("Concat", front, self.constant(np.array([n], dtype=np.int64)), axis=0)
        return self.op("Reshape", product, back)

    def normalize(self, x: str, skip: str, name: str) -> str:
        """Add the normalised sum of ``x`` and ``skip`` with the normalisation ``name``.

        Two operations: onnxruntime's fused one (``SkipLayerNormalization``) takes eight times as long on a CPU.
        """
        weights = [self.constant(self.layers[f"{name}.{kind}"], f"{name}.{kind}") for kind in ("weight", "bias")]
        return self.op("LayerNormalization", self.op("Add", x, skip), *weights, epsilon=1e-12)

    def gelu(self, x: str, name: str = "") -> str:
        """Add the exact GELU of ``x`` and the bias of layer ``name``."""
        if not name:
            return self.op("Gelu", x, domain=_CONTRIB)
        return self.op("BiasGelu", x, self.bias(name), domain=_CONTRIB)


def _encoder(g: Graph, w: Mapping[str, Array], layers: int, attention_heads: int) -> str:
    """Add the encoder; inputs ``ids`` and ``shapes``; returns [batch, pieces, width]."""
    values, scales = quantize_rows(w["encoder.pieces.weight"])
    table, scale = g.constant(values, "pieces"), g.constant(scales, "piece_scales")
    pieces = g.op("Cast", g.op("Gather", table, "ids"), to=TensorProto.FLOAT)
    pieces = g.op("Mul", pieces, g.op("Gather", scale, "ids"))
    zero, one, two = (g.constant(np.array([i], dtype=np.int64)) for i in (0, 1, 2))
    length = g.op("Slice", g.op("Shape", "ids"), one, two)
    positions = g.op("Slice", g.constant(w["encoder.positions.weight"], "positions"), zero, length, zero)
    positions = g.op("Add", positions, g.op("Gather", g.constant(w["encoder.shapes.weight"], "shape_table"), "shapes"))
    if "encoder.hints.weight" in w:
        positions = g.op("Add", positions, g.op("MatMul", "hints", g.constant(w["encoder.hints.weight"].T, "hint_table")))
    x = g.normalize(pieces, positions, "encoder.norm")
    mask = g.op("Cast", g.op("Greater", "ids", g.constant(np.array(0, dtype=np.int64))), to=TensorProto.INT32)
    for i in range(layers):
        layer = f"encoder.layers.{i}"
        first = g.op("Split", g.linear(x, f"{layer}.qkv", biased=False), outputs=3, axis=-1, num_outputs=3)
        q, k, v = (first[:-1] + str(n) for n in range(3))
        attended = g.op(
            "MultiHeadAttention", q, k, v, g.bias(f"{layer}.qkv"), mask, domain=_CONTRIB,
            num_heads=attention_heads, mask_filter_value=-1e9,
        )  # fmt: skip
        x = g.normalize(g.linear(attended, f"{layer}.out"), x, f"{layer}.norm1")
        inner = g.gelu(g.linear(x, f"{layer}.up", biased=False), f"{layer}.up")
        x = g.normalize(g.linear(inner, f"{layer}.down"), x, f"{layer}.norm2")
    return x


def _related(g: Graph, w: Mapping[str, Array], vectors: str) -> str:
    """Add the pooling of ``model.RelateHead`` over the marked words; returns [batch, 1, rank]."""

    def linear(name: str, x: str) -> str:
        return g.linear(x, f"heads.relate.{name}", form="float")

    last, middle = (g.constant(np.array([i], dtype=np.int64)) for i in (-1, 1))
    marks = g.op("GatherND", "shapes", g.op("Unsqueeze", "words", last), batch_dims=1)
    sides = []
    for mark in (ACTOR, RECIPIENT):
        chosen = g.op("Cast", g.op("Equal", marks, g.constant(np.array(mark, dtype=np.int64))), to=TensorProto.FLOAT)
        count = g.op("Max", g.op("ReduceSum", chosen, middle, keepdims=1), g.constant(np.array(1, dtype=np.float32)))
        sides.append(g.op("MatMul", g.op("Unsqueeze", g.op("Div", chosen, count), middle), vectors))
    both = g.op("Concat", *sides, axis=-1)
    scores = g.op("MatMul", linear("query", both), g.op("Transpose", vectors, perm=[0, 2, 1]))
    scores = g.op("Mul", scores, g.constant(np.array(w["heads.relate.query.bias"].shape[0] ** -0.5, dtype=np.float32)))
    real = g.op("Cast", g.op("Greater", "words", g.constant(np.array(0, dtype=np.int64))), to=TensorProto.FLOAT)
    low = g.op("Mul", g.op("Sub", real, g.constant(np.array(1, dtype=np.float32))), g.constant(np.array(1e4, dtype=np.float32)))
    scores = g.op("Add", scores, g.op("Unsqueeze", low, middle))
    pooled = g.op("MatMul", g.op("Softmax", scores, axis=-1), vectors)
    return g.gelu(linear("join", g.op("Concat", pooled, both, axis=-1)))


def build(w: Mapping[str, Array], layers: int, attention_heads: int, form: str = "nbits", head_form: str = "float") -> ModelProto:
    """Return the model for the weights ``w`` (names as in ``model.Model``).

    Inputs: ``ids``, ``shapes`` [batch, pieces] and ``words`` [batch, words + 1], int64. Outputs: ``vectors`` [batch,
    words, width], ``pos`` and ``entities`` [batch, words, labels], ``arcs`` [batch, words, words + 1], ``dependents``
    [batch, words, rank], ``governors`` [batch, words + 1, rank]. With heads of acts also ``acts``, ``modes``,
    ``polarity``, ``modality``, ``historical`` [batch, words, labels], ``role_acts`` and ``role_words`` [batch,
    words + 1, rank]. With the head of pairs also ``relate``, ``relate_polarity``, ``relate_modality`` [batch, 1,
    labels] and ``relate_vector`` [batch, 1, rank], for words marked in ``shapes``.
    """
    g = Graph(form, w)
    x = _encoder(g, w, layers, attention_heads)
    # one gather over rows: the place of a piece plus its sentence's place
    vectors = g.op("GatherND", x, g.op("Unsqueeze", "words", g.constant(np.array([-1], dtype=np.int64))), batch_dims=1)
    one, end, axis = (g.constant(np.array([i], dtype=np.int64)) for i in (1, np.iinfo(np.int64).max, 1))
    words = g.op("Slice", vectors, one, end, axis)

    def named(name: str, x: str) -> None:
        g.op("Identity", x, outputs=name)

    def head(name: str, x: str, kind: str = head_form) -> str:
        return g.linear(x, f"heads.{name}", form=kind)

    named("vectors", words)
    for name in ("pos", "entities"):
        named(name, head(f"{name}.out", words, "float"))
    s = "syntax"
    dependent = head(f"{s}.bilinear", g.gelu(head(f"{s}.arc_dependent", words)))
    governor = g.gelu(head(f"{s}.arc_head", vectors))
    bias = g.op("Transpose", head(f"{s}.head_bias", governor, "float"), perm=[0, 2, 1])
    named("arcs", g.op("Add", g.op("MatMul", dependent, g.op("Transpose", governor, perm=[0, 2, 1])), bias))
    named("dependents", g.gelu(head(f"{s}.relation_dependent", words)))
    named("governors", g.gelu(head(f"{s}.relation_head", vectors)))
    names = ["vectors", "pos", "entities", "arcs", "dependents", "governors"]
    if "heads.acts.role_act.weight" in w:
        for name in ("acts", "modes", "polarity", "modality", "historical"):
            named(name, head(f"acts.flat.{name}", words, "float"))
        for name, layer in (("role_acts", "role_act"), ("role_words", "role_word")):
            named(name, g.gelu(head(f"acts.{layer}", vectors)))
        names += ["acts", "modes", "polarity", "modality", "historical", "role_acts", "role_words"]
    if "heads.relate.query.weight" in w:
        hidden = _related(g, w, vectors)
        named("relate_vector", hidden)
        names.append("relate_vector")
        for name, layer in (("relate", "relate"), ("relate_polarity", "polarity"), ("relate_modality", "modality")):
            named(name, head(f"relate.out.{layer}", hidden, "float"))
            names.append(name)
    shape = ("batch", "pieces")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("ids", "shapes")]
    if "encoder.hints.weight" in w:
        inputs.append(helper.make_tensor_value_info("hints", TensorProto.FLOAT, (*shape, None)))
    inputs.append(helper.make_tensor_value_info("words", TensorProto.INT64, ("batch", "places")))
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ("batch", None, None)) for n in names]
    graph = helper.make_graph(g.nodes, "encoder", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="comity")
