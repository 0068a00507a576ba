#!/usr/bin/env python3
"""Expected values for the Java tests, computed by PyTorch.

Writes three files into compiler/src/test/resources/oracle/ and prints the versions it used:

    layers.json        .nnd texts with inputs, weights and the outputs to expect
    training.json      .nnd texts with batches, initial weights, and the losses and final weights
    initialisers.json  the distributions that PyTorch draws its initial weights from

How to run, from anywhere (the CPU is enough):

    python3 -m venv venv
    venv/bin/pip install torch numpy
    venv/bin/python compiler/src/test/python/oracle.py

In the files a tensor is {"shape": [...], "values": [...]}, flat, with the batch as the first axis.
Inputs and initial weights are float32 numbers, written in the fewest digits that give them back.
Everything expected is computed in float64 from these and rounded to 9 significant digits, so it is
closer to the truth than any float32 run can be.

Each case draws from a seed made of its name: a new case changes no other. What PyTorch says of
dense layers, convolutions, pooling and GRUs is compared with plain NumPy on the way, and the script
stops where they differ.
"""

import copy
import dataclasses
import itertools
import json
import math
import pathlib
import re
import textwrap
import warnings
import zlib
from collections.abc import Callable

import numpy as np
import torch
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "oracle"
EXAMPLES = 2  # the batch of layers.json
TRAINING_EXAMPLES = 4
BATCHES = 4
STEPS = 20

torch.set_default_dtype(torch.float64)  # also of the modules in the tables below


# What a case is, and how its layers are named


class Gru(nn.GRU):
    """One layer, the batch first, and one of the two results."""

    def __init__(self, inputs, hidden, final=False):
        super().__init__(inputs, hidden, batch_first=True)
        self.final = final

    def forward(self, x):
        sequence, _ = super().forward(x)
        return sequence[:, -1] if self.final else sequence

    def named_weights(self):
        ours = {"input_weight": "weight_ih_l0", "recurrent_weight": "weight_hh_l0"}
        ours |= {"input_bias": "bias_ih_l0", "recurrent_bias": "bias_hh_l0"}
        return {name: update_first(getattr(self, theirs)) for name, theirs in ours.items()}


CONV = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
MAX_POOL = (nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d)
AVG_POOL = (nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d)
KINDS = {
    "dense": nn.Linear,
    "conv": CONV,
    "max_pool": MAX_POOL,
    "avg_pool": AVG_POOL,
    "gru": Gru,
    "flatten": nn.Flatten,
    "dropout": nn.Dropout,
    "relu": nn.ReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softmax": nn.Softmax,
}


def named(*modules, inside=""):
    """The modules by path: the kind, from the second of a kind on with its number."""
    result = {}
    for module in modules:
        kind = next(k for k, types in KINDS.items() if isinstance(module, types))
        paths = itertools.chain([kind], (f"{kind}_{i}" for i in itertools.count(2)))
        path = next(p for p in paths if inside + p not in result)
        result[inside + path] = module
    return result


def pipeline(m, x):
    for module in m.values():
        x = module(x)
    return x


@dataclasses.dataclass
class Case:
    """A text and what means the same in PyTorch.

    `forward` takes the modules by path and the inputs in order; it returns a tensor, or several by
    name.
    """

    name: str
    program: str
    modules: dict
    forward: Callable = pipeline
    draw: Callable = torch.randn
    lengths: dict = dataclasses.field(default_factory=dict)  # of the free dimensions

    def __post_init__(self):
        self.program = textwrap.dedent(self.program).strip()

    def prepare(self):
        """Draws the weights. Inputs drawn after it follow from the same seed."""
        torch.manual_seed(zlib.crc32(self.name.encode()))
        for module in self.modules.values():
            module.eval()
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.copy_(short(parameter))

    def parameters(self):
        return [p for module in self.modules.values() for p in module.parameters()]

    def weights(self):
        return {
            f"{path}/{name}": value
            for path, module in self.modules.items()
            for name, value in weights_of(module).items()
        }

    def inputs(self, examples):
        """What the text says goes in. A block's inputs have no type and are not found here."""
        result = {}
        for name, dims in re.findall(r"input (\w+): float(?:\[(.*?)\])?", self.program):
            shape = [self.lengths.get(d) or int(d) for d in dims.split(", ") if d]
            result[name] = short(self.draw(examples, *shape))
        return result

    def outputs(self, inputs, modules=None):
        result = self.forward(modules or self.modules, *inputs.values())
        return result if isinstance(result, dict) else {"output": result}

    def checked_outputs(self, inputs):
        hooks = [m.register_forward_hook(compare_with_numpy) for m in self.modules.values()]
        result = self.outputs(inputs)
        for hook in hooks:
            hook.remove()
        return result


def weights_of(module):
    """The weights under our names: PyTorch's own, if the module doesn't say others."""
    if hasattr(module, "named_weights"):
        return module.named_weights()
    return dict(module.named_parameters())


def update_first(gates):
    """PyTorch stacks a GRU's gates as reset, update, new; ONNX and we as update, reset, new."""
    reset, update, new = gates.chunk(3)
    return torch.cat([update, reset, new])


# Numbers


def short(tensor):
    """The float32 numbers next to four decimals: exact, and short in the files."""
    decimals = np.round(tensor.detach().numpy(), 4)
    return torch.from_numpy(decimals.astype(np.float32)).to(torch.float64)


def given(value):
    """An input or an initial weight: the fewest digits that give the float32 back."""
    result = float(str(np.float32(value)))
    assert float(np.float32(result)) == value  # also where a reader goes by way of a double
    return result


def expected(value):
    """A result, which float32 does not hold exactly."""
    return float(f"{value:.9g}") + 0.0  # no negative zero


def as_json(thing, number):
    if not isinstance(thing, torch.Tensor):
        return {name: as_json(value, number) for name, value in thing.items()}
    values = thing.detach().flatten().tolist()
    if thing.is_floating_point():
        values = [number(v) for v in values]
    return {"shape": list(thing.shape), "values": values}


# The same layers in NumPy


def per_axis(argument, axes):
    return (argument,) * axes if isinstance(argument, int) else tuple(argument)


def windows(x, kernel, stride, padding, dilation, fill):
    """Each output position with the window of x that it sees."""
    x = np.pad(x, [(0, 0), (0, 0), *padding], constant_values=fill)
    spans = [d * (k - 1) + 1 for k, d in zip(kernel, dilation)]
    counts = [(n - span) // s + 1 for n, span, s in zip(x.shape[2:], spans, stride)]
    for position in np.ndindex(*counts):
        corners = [p * s for p, s in zip(position, stride)]
        cuts = [slice(c, c + span, d) for c, span, d in zip(corners, spans, dilation)]
        yield position, x[:, :, *cuts]


def assembled(pieces):
    """A tensor of [batch, channels] pieces, each at its position."""
    pieces = dict(pieces)
    counts = [n + 1 for n in max(pieces)]
    stacked = np.stack([pieces[p] for p in sorted(pieces)], axis=-1)
    return stacked.reshape(*stacked.shape[:2], *counts)


def numpy_dense(module, x, weight, bias=0.0):
    return x @ weight.T + bias


def numpy_conv(module, x, weight, bias=0.0):
    kernel, dilation, padding = module.kernel_size, module.dilation, module.padding
    if padding == "same":
        totals = [d * (k - 1) for k, d in zip(kernel, dilation)]
        padding = [(t // 2, t - t // 2) for t in totals]
    elif padding == "valid":
        padding = [(0, 0)] * len(kernel)
    else:
        padding = [(p, p) for p in padding]
    filters = weight.reshape(module.groups, -1, *weight.shape[1:])

    def convolved(window):
        grouped = window.reshape(len(x), module.groups, -1, *kernel)
        products = grouped[:, :, None] * filters[None]  # [batch, group, filter, channel, kernel]
        return products.reshape(len(x), len(weight), -1).sum(axis=-1) + bias

    seen = windows(x, kernel, module.stride, padding, dilation, 0.0)
    return assembled((position, convolved(window)) for position, window in seen)


def numpy_pool(fold, fill):
    def pool(module, x):
        axes = x.ndim - 2
        kernel, stride = per_axis(module.kernel_size, axes), per_axis(module.stride, axes)
        padding = [(p, p) for p in per_axis(module.padding, axes)]
        seen = windows(x, kernel, stride, padding, (1,) * axes, fill)
        inner = tuple(range(2, x.ndim))
        return assembled((position, fold(window, axis=inner)) for position, window in seen)

    return pool


def numpy_gru(module, x, input_weight, recurrent_weight, input_bias, recurrent_bias):
    """As ONNX defines it with linear_before_reset, from the weights as the files have them."""

    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    h = np.zeros((len(x), module.hidden_size))
    steps = []
    for t in range(x.shape[1]):
        xz, xr, xn = np.split(x[:, t] @ input_weight.T + input_bias, 3, axis=1)
        hz, hr, hn = np.split(h @ recurrent_weight.T + recurrent_bias, 3, axis=1)
        z, r = sigmoid(xz + hz), sigmoid(xr + hr)
        h = (1 - z) * np.tanh(xn + r * hn) + z * h
        steps.append(h)
    return h if module.final else np.stack(steps, axis=1)


IN_NUMPY = [
    (nn.Linear, numpy_dense),
    (CONV, numpy_conv),
    (MAX_POOL, numpy_pool(np.max, -np.inf)),
    (AVG_POOL, numpy_pool(np.mean, 0.0)),
    (Gru, numpy_gru),
]


def compare_with_numpy(module, arguments, result):
    for types, function in IN_NUMPY:
        if isinstance(module, types):
            weights = {name: w.detach().numpy() for name, w in weights_of(module).items()}
            ours = function(module, arguments[0].detach().numpy(), **weights)
            assert ours.shape == tuple(result.shape), module
            np.testing.assert_allclose(result.detach().numpy(), ours, 1e-10, 1e-12)


# layers.json


def layer(name, shape, text, *modules, **settings):
    """A case of one layer, or a few in a row, behind one input."""
    program = f"model M {{\n  input x: float[{shape}]\n  output x -> {text}\n}}"
    return Case(name, program, named(*modules), **settings)


def expression(name, text, means=None, draw=torch.randn, **types):
    """A case of one expression. Arithmetic needs no `means`: Python reads it as we do."""
    lines = "".join(f"  input {name}: {kind}\n" for name, kind in types.items())
    program = f"model M {{\n{lines}  output {text}\n}}"

    def arithmetic(*inputs):
        # Broadcasting is between the examples' shapes: new axes go behind the batch.
        rank = max(x.ndim for x in inputs)
        aligned = [x.reshape(len(x), *(1,) * (rank - x.ndim), *x.shape[1:]) for x in inputs]
        return eval(text, dict(zip(types, aligned)))

    return Case(name, program, {}, lambda m, *inputs: (means or arithmetic)(*inputs), draw)


def positive(*shape):
    return torch.rand(*shape) + 0.5


LAYERS = [
    layer("dense", "5", "dense(3)", nn.Linear(5, 3)),
    layer("dense, by name", "5", "dense(units=3)", nn.Linear(5, 3)),
    layer("dense, no bias", "5", "dense(3, bias=false)", nn.Linear(5, 3, bias=False)),
    layer("dense, on a matrix", "4, 5", "dense(3)", nn.Linear(5, 3)),
    layer("flatten", "3, 2, 4", "flatten", nn.Flatten()),
    layer("flatten, a vector", "5", "flatten", nn.Flatten()),
    layer("dropout", "3, 4", "dropout", nn.Dropout()),
    layer("dropout, p", "3, 4", "dropout(p=0.2)", nn.Dropout(0.2)),
    layer("relu", "3, 4", "relu", nn.ReLU()),
    layer("sigmoid", "3, 4", "sigmoid", nn.Sigmoid()),
    layer("tanh", "3, 4", "tanh", nn.Tanh()),
    # PyTorch's axes count the batch, ours do not.
    layer("softmax", "5", "softmax", nn.Softmax(-1)),
    layer("softmax, on a matrix", "3, 4", "softmax", nn.Softmax(-1)),
    layer("softmax, first axis", "3, 4", "softmax(axis=0)", nn.Softmax(1)),
    layer("softmax, middle axis", "2, 3, 4", "softmax(axis=1)", nn.Softmax(2)),
    layer("softmax, from the end", "2, 3, 4", "softmax(axis=-3)", nn.Softmax(-3)),
    layer("conv", "3, 5, 6", "conv(4, 3)", nn.Conv2d(3, 4, 3)),
    layer("conv, by name", "2, 5, 4", "conv(channels=3, kernel=2)", nn.Conv2d(2, 3, 2)),
    layer("conv, 1 by 1", "3, 2, 4", "conv(5, 1)", nn.Conv2d(3, 5, 1)),
    layer("conv, kernel per axis", "2, 5, 5", "conv(3, [3, 2])", nn.Conv2d(2, 3, (3, 2))),
    layer("conv, strided", "2, 7, 6", "conv(3, 3, stride=2)", nn.Conv2d(2, 3, 3, 2)),
    layer("conv, stride per axis", "2, 7, 6", "conv(3, 3, stride=[3, 1])",
          nn.Conv2d(2, 3, 3, (3, 1))),
    layer("conv, padded", "2, 4, 5", "conv(3, 3, padding=1)", nn.Conv2d(2, 3, 3, padding=1)),
    layer("conv, padding per axis", "2, 4, 5", "conv(3, 3, padding=[0, 2])",
          nn.Conv2d(2, 3, 3, padding=(0, 2))),
    layer("conv, same", "2, 4, 5", "conv(3, 3, padding=same)", nn.Conv2d(2, 3, 3, padding="same")),
    layer("conv, same, odd total padding", "2, 4, 5", "conv(3, [4, 2], padding=same)",
          nn.Conv2d(2, 3, (4, 2), padding="same")),
    layer("conv, same and dilated", "2, 6, 5", "conv(2, [2, 3], padding=same, dilation=[3, 2])",
          nn.Conv2d(2, 2, (2, 3), padding="same", dilation=(3, 2))),
    layer("conv, valid", "2, 4, 5", "conv(3, 3, padding=valid)",
          nn.Conv2d(2, 3, 3, padding="valid")),
    layer("conv, dilated", "2, 6, 7", "conv(3, 3, dilation=2)", nn.Conv2d(2, 3, 3, dilation=2)),
    layer("conv, dilation per axis", "2, 4, 7", "conv(3, 3, dilation=[1, 3])",
          nn.Conv2d(2, 3, 3, dilation=(1, 3))),
    layer("conv, groups", "4, 4, 4", "conv(6, 3, groups=2)", nn.Conv2d(4, 6, 3, groups=2)),
    layer("conv, a group per channel", "3, 4, 4", "conv(6, 3, groups=3)",
          nn.Conv2d(3, 6, 3, groups=3)),
    layer("conv, no bias", "2, 4, 5", "conv(3, 3, bias=false)", nn.Conv2d(2, 3, 3, bias=False)),
    layer("conv, strided and padded", "3, 7, 6", "conv(4, 3, stride=2, padding=1)",
          nn.Conv2d(3, 4, 3, 2, 1)),
    layer("conv, every argument", "4, 8, 6",
          "conv(6, [3, 2], stride=[2, 1], padding=[1, 2], dilation=[1, 3], groups=2, bias=false)",
          nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 2), (1, 3), 2, False)),
    layer("conv 1-D", "3, 8", "conv(4, 3)", nn.Conv1d(3, 4, 3)),
    layer("conv 1-D, every argument", "4, 9",
          "conv(6, 3, stride=2, padding=3, dilation=2, groups=2, bias=false)",
          nn.Conv1d(4, 6, 3, 2, 3, 2, 2, False)),
    layer("conv 1-D, same, odd total padding", "2, 6", "conv(3, 4, padding=same)",
          nn.Conv1d(2, 3, 4, padding="same")),
    layer("conv 3-D", "2, 4, 3, 4", "conv(3, 2)", nn.Conv3d(2, 3, 2)),
    layer("conv 3-D, every argument", "2, 5, 4, 5",
          "conv(4, [2, 3, 2], stride=[2, 1, 3], padding=[1, 1, 0], dilation=[3, 1, 2], groups=2)",
          nn.Conv3d(2, 4, (2, 3, 2), (2, 1, 3), (1, 1, 0), (3, 1, 2), 2)),
    layer("conv 3-D, same", "1, 3, 2, 3", "conv(2, [2, 1, 3], padding=same)",
          nn.Conv3d(1, 2, (2, 1, 3), padding="same")),
    layer("max_pool", "2, 4, 7", "max_pool(2)", nn.MaxPool2d(2)),
    layer("max_pool, overlapping", "2, 7, 6", "max_pool(3, stride=2)", nn.MaxPool2d(3, 2)),
    layer("max_pool, gaps", "2, 5, 7", "max_pool(2, stride=3)", nn.MaxPool2d(2, 3)),
    layer("max_pool, padded", "2, 5, 7", "max_pool(3, padding=1)", nn.MaxPool2d(3, padding=1)),
    layer("max_pool, every argument per axis", "2, 6, 7",
          "max_pool(kernel=[3, 2], stride=[1, 2], padding=[1, 0])",
          nn.MaxPool2d((3, 2), (1, 2), (1, 0))),
    layer("max_pool 1-D", "3, 9", "max_pool(3, stride=2, padding=1)", nn.MaxPool1d(3, 2, 1)),
    layer("max_pool 3-D", "2, 5, 4, 4", "max_pool([3, 2, 2], stride=[1, 2, 1], padding=[1, 0, 1])",
          nn.MaxPool3d((3, 2, 2), (1, 2, 1), (1, 0, 1))),
    layer("avg_pool", "2, 4, 7", "avg_pool(2)", nn.AvgPool2d(2)),
    layer("avg_pool, overlapping", "2, 7, 6", "avg_pool(3, stride=2)", nn.AvgPool2d(3, 2)),
    layer("avg_pool, gaps", "2, 5, 7", "avg_pool(2, stride=3)", nn.AvgPool2d(2, 3)),
    layer("avg_pool, padded", "2, 5, 7", "avg_pool(3, padding=1)", nn.AvgPool2d(3, padding=1)),
    layer("avg_pool, every argument per axis", "2, 6, 7",
          "avg_pool(kernel=[3, 2], stride=[1, 2], padding=[1, 0])",
          nn.AvgPool2d((3, 2), (1, 2), (1, 0))),
    layer("avg_pool 1-D", "3, 9", "avg_pool(3, stride=2, padding=1)", nn.AvgPool1d(3, 2, 1)),
    layer("avg_pool 3-D", "2, 5, 4, 4", "avg_pool([3, 2, 2], stride=[1, 2, 1], padding=[1, 0, 1])",
          nn.AvgPool3d((3, 2, 2), (1, 2, 1), (1, 0, 1))),
    layer("gru", "6, 3", "gru(4)", Gru(3, 4)),
    layer("gru, sequence", "5, 4", "gru(hidden=3, returns=sequence)", Gru(4, 3)),
    layer("gru, final", "6, 3", "gru(4, returns=final)", Gru(3, 4, final=True)),
    layer("gru, one step", "1, 3", "gru(2)", Gru(3, 2)),
    layer("gru, free length", "T, 3", "gru(4)", Gru(3, 4), lengths={"T": 7}),
    layer("gru, stacked", "5, 3", "gru(4) -> gru(2, returns=final)",
          Gru(3, 4), Gru(4, 2, final=True)),
    expression("relu, called", "relu(x)", torch.relu, x="float[3, 4]"),
    expression("concat", "concat(x, y)", lambda *xs: torch.cat(xs, 1), x="float[3]", y="float[2]"),
    expression("concat, a list of three", "concat([x, y, z])", lambda *xs: torch.cat(xs, 1),
               x="float[2, 3]", y="float[1, 3]", z="float[3, 3]"),
    expression("concat, axis", "concat(x, y, axis=1)", lambda *xs: torch.cat(xs, 2),
               x="float[2, 3]", y="float[2, 1]"),
    expression("concat, axis from the end, a list", "concat([x, y], axis=-2)",
               lambda *xs: torch.cat(xs, -2), x="float[3, 2, 2]", y="float[3, 4, 2]"),
    expression("add, called", "add(x, y, z)", lambda x, y, z: x + y + z,
               x="float[2, 3]", y="float[2, 3]", z="float[2, 3]"),
    expression("minus", "-x", x="float[3, 4]"),
    expression("plus a number", "x + 3", x="float[3, 4]"),
    expression("minus a number", "x - 1", x="float[3, 4]"),
    expression("a number minus", "1.5 - x", x="float[3, 4]"),
    expression("times a number", "2 * x", x="float[3, 4]"),
    expression("divided by a number", "x / 16", x="float[3, 4]"),
    expression("a number divided", "1 / x", draw=positive, x="float[3, 4]"),
    expression("squared", "x ** 2", x="float[3, 4]"),
    expression("cubed", "x ** 3", x="float[3, 4]"),
    expression("square root", "x ** 0.5", draw=positive, x="float[3, 4]"),
    expression("a number to the power", "2 ** x", x="float[3, 4]"),
    expression("sum and product", "x + y * x", x="float[3, 4]", y="float[3, 4]"),
    expression("difference and quotient", "(x - y) / x",
               draw=positive, x="float[3, 4]", y="float[3, 4]"),
    expression("power of tensors", "x ** y", draw=positive, x="float[3, 4]", y="float[3, 4]"),
    expression("left to right", "x - y - x / y / 2", draw=positive, x="float[5]", y="float[5]"),
    expression("right to left", "x ** y ** 2", draw=positive, x="float[5]", y="float[5]"),
    expression("broadcast, a row", "x + y", x="float[4, 5]", y="float[5]"),
    expression("broadcast, a column and a row", "x * y", x="float[3, 1]", y="float[1, 4]"),
    expression("broadcast, rank 3", "x - y", x="float[4, 1]", y="float[2, 1, 3]"),
    expression("broadcast, a scalar", "x / y", draw=positive, x="float[3, 2]", y="float"),
]


def inception(m, x):
    m = {path.removeprefix("inception/"): module for path, module in m.items()}
    wide = functional.relu(m["conv_3"](functional.relu(m["conv_2"](x))))
    pooled = functional.relu(m["conv_4"](m["max_pool"](x)))
    return torch.cat([functional.relu(m["conv"](x)), wide, pooled], 1)


GRAPHS = [
    Case(
        "branches to concat",
        """
        model M {
          input x: float[5]
          output x -> (dense(3) | identity) -> concat
        }
        """,
        named(nn.Linear(5, 3)),
        lambda m, x: torch.cat([m["dense"](x), x], 1),
    ),
    Case(
        "branches to add",
        """
        model M {
          input x: float[4]
          output x -> (dense(4) -> tanh | identity | dense(4)) -> add -> relu
        }
        """,
        named(nn.Linear(4, 4), nn.Linear(4, 4)),
        lambda m, x: functional.relu(torch.tanh(m["dense"](x)) + x + m["dense_2"](x)),
    ),
    Case(
        "branches to concat, axis",
        """
        model M {
          input x: float[4, 3]
          output x -> (dense(2) | dense(5, bias=false) -> relu) -> concat(axis=1) -> dense(2)
        }
        """,
        named(nn.Linear(3, 2), nn.Linear(3, 5, bias=False), nn.Linear(7, 2)),
        lambda m, x: m["dense_3"](
            torch.cat([m["dense"](x), functional.relu(m["dense_2"](x))], 2)
        ),
    ),
    Case(
        "branches, an inception block",
        """
        block inception(a, b, c) {
          input x
          output x -> ( conv(a, 1) -> relu
                      | conv(b[0], 1) -> relu -> conv(b[1], 3, padding=same) -> relu
                      | max_pool(3, stride=1, padding=1) -> conv(c, 1) -> relu
                      ) -> concat
        }

        model M {
          input x: float[3, 4, 4]
          output x -> inception(2, [2, 3], 1)
        }
        """,
        named(
            nn.Conv2d(3, 2, 1),
            nn.Conv2d(3, 2, 1),
            nn.Conv2d(2, 3, 3, padding="same"),
            nn.MaxPool2d(3, 1, 1),
            nn.Conv2d(3, 1, 1),
            inside="inception/",
        ),
        inception,
    ),
    Case(
        "two outputs",
        """
        model M {
          input x: float[4]
          h = x -> dense(3) -> tanh
          output h
          output y = h -> dense(2)
        }
        """,
        named(nn.Linear(4, 3), nn.Linear(3, 2)),
        lambda m, x: {"h": torch.tanh(m["dense"](x)), "y": m["dense_2"](torch.tanh(m["dense"](x)))},
    ),
    Case(
        "a named layer, used twice in a row",
        """
        model M {
          input x: float[4]
          layer step = dense(4)
          output x -> step -> tanh -> step -> tanh
        }
        """,
        {"step": nn.Linear(4, 4)},
        lambda m, x: torch.tanh(m["step"](torch.tanh(m["step"](x)))),
    ),
    Case(
        "a named layer among others",
        """
        model M {
          input a: float[2, 6]
          input b: float[2, 6]
          layer filter = conv(3, 3)
          left = a -> filter -> flatten -> dense(2)
          right = b -> filter -> flatten -> dense(2)
          output left * right
        }
        """,
        {"filter": nn.Conv1d(2, 3, 3), "dense": nn.Linear(12, 2), "dense_2": nn.Linear(12, 2)},
        lambda m, a, b: m["dense"](m["filter"](a).flatten(1))
        * m["dense_2"](m["filter"](b).flatten(1)),
    ),
    Case(
        "a block, used twice",
        """
        block step(units) {
          input x
          output x -> dense(units) -> tanh
        }

        model M {
          input x: float[4]
          output x -> step(5) -> step(3)
        }
        """,
        {"step/dense": nn.Linear(4, 5), "step_2/dense": nn.Linear(5, 3)},
        lambda m, x: torch.tanh(m["step_2/dense"](torch.tanh(m["step/dense"](x)))),
    ),
    Case(
        "a block in a block, and an argument left out",
        """
        block step(units, bias = false) {
          input x
          output x -> dense(units, bias=bias) -> relu
        }

        block twice(units) {
          input x
          output x -> step(units) -> step(units, bias=true)
        }

        model M {
          input x: float[4]
          output x -> twice(3) -> dense(2)
        }
        """,
        {
            "twice/step/dense": nn.Linear(4, 3, bias=False),
            "twice/step_2/dense": nn.Linear(3, 3),
            "dense": nn.Linear(3, 2),
        },
        lambda m, x: m["dense"](
            functional.relu(m["twice/step_2/dense"](functional.relu(m["twice/step/dense"](x))))
        ),
    ),
]


# Whole networks: text, modules, forward. They occur in both files.

MLP = (
    """
    model M {
      input x: float[6]
      logits = x
        -> dense(8) -> relu
        -> dense(3)
      output logits
    }
    """,
    named(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3)),
    lambda m, x: {"logits": pipeline(m, x)},
)

LENET = (
    """
    model M(classes = 5) {
      input x: float[1, 12, 12]

      features = x
        -> conv(3, kernel=5, padding=2) -> sigmoid -> avg_pool(2)
        -> conv(6, kernel=3)            -> sigmoid -> avg_pool(2)

      logits = features -> flatten
        -> dense(12) -> sigmoid
        -> dense(8)  -> sigmoid
        -> dense(classes)

      output logits
    }
    """,
    named(
        *(nn.Conv2d(1, 3, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2)),
        *(nn.Conv2d(3, 6, 3), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten()),
        *(nn.Linear(24, 12), nn.Sigmoid(), nn.Linear(12, 8), nn.Sigmoid(), nn.Linear(8, 5)),
    ),
    lambda m, x: {"logits": pipeline(m, x)},
)

GRU_CLASSIFIER = (
    """
    model M(hidden = 6) {
      input x: float[7, 5]
      output logits = x -> gru(hidden, returns=sequence) -> gru(hidden, returns=final) -> dense(4)
    }
    """,
    named(Gru(5, 6), Gru(6, 6, final=True), nn.Linear(6, 4)),
    lambda m, x: {"logits": pipeline(m, x)},
)


def residual(m, path, x):
    body = m[f"{path}/conv_2"](functional.relu(m[f"{path}/conv"](x)))
    skip = m[f"{path}/conv_3"](x) if f"{path}/conv_3" in m else x
    return functional.relu(body + skip)


def residual_network(m, x):
    x = residual(m, "narrowing", residual(m, "residual", functional.relu(m["conv"](x))))
    x = residual(m, "residual_2", x)
    return {"logits": m["dense"](m["avg_pool"](x).flatten(1))}


RESIDUAL = (
    """
    block residual(channels) {
      input x
      body = x -> conv(channels, 3, padding=same) -> relu -> conv(channels, 3, padding=same)
      output relu(body + x)
    }

    block narrowing(channels) {
      input x
      body = x -> conv(channels, 3, stride=2, padding=1) -> relu -> conv(channels, 3, padding=1)
      skip = x -> conv(channels, 1, stride=2)
      output relu(body + skip)
    }

    model M {
      input x: float[2, 6, 6]
      features = x
        -> conv(3, 3, padding=1) -> relu
        -> residual(3)
        -> narrowing(4)
        -> residual(4)
      output logits = features -> avg_pool(3) -> flatten -> dense(3)
    }
    """,
    named(nn.Conv2d(2, 3, 3, padding=1), nn.AvgPool2d(3), nn.Linear(4, 3))
    | named(*(nn.Conv2d(3, 3, 3, padding="same") for _ in range(2)), inside="residual/")
    | named(
        *(nn.Conv2d(3, 4, 3, 2, 1), nn.Conv2d(4, 4, 3, 1, 1), nn.Conv2d(3, 4, 1, 2)),
        inside="narrowing/",
    )
    | named(*(nn.Conv2d(4, 4, 3, padding="same") for _ in range(2)), inside="residual_2/"),
    residual_network,
)


def siamese(m, a, b):
    distance = functional.relu(m["encode"](a)) - functional.relu(m["encode"](b))
    return {"logits": m["dense"](distance**2)}


SIAMESE = (
    """
    model M {
      input a: float[6]
      input b: float[6]
      layer encode = dense(5)
      distance = relu(a -> encode) - relu(b -> encode)
      output logits = distance ** 2 -> dense(2)
    }
    """,
    {"encode": nn.Linear(6, 5), "dense": nn.Linear(5, 2)},
    siamese,
)

NETWORKS = [
    Case("MLP", *MLP),
    Case("LeNet", *LENET),
    Case("GRU classifier over rows", *GRU_CLASSIFIER),
    Case("residual blocks", *RESIDUAL),
    Case("siamese", *SIAMESE),
]


def layers(cases):
    for case in cases:
        case.prepare()
        inputs = case.inputs(EXAMPLES)
        yield {
            "name": case.name,
            "program": case.program,
            "inputs": as_json(inputs, given),
            "weights": as_json(case.weights(), given),
            "outputs": as_json(case.checked_outputs(inputs), expected),
        }


# training.json

LOSSES = {"cross_entropy": functional.cross_entropy, "mse": functional.mse_loss}
OPTIMIZERS = {
    "sgd": lambda p, lr, momentum=0.0: torch.optim.SGD(p, lr, momentum),
    "adam": lambda p, lr, beta1=0.9, beta2=0.999, epsilon=1e-8: torch.optim.Adam(
        p, lr, (beta1, beta2), epsilon
    ),
}


def written(argument):
    return str(argument).lower() if isinstance(argument, bool) else argument


@dataclasses.dataclass
class Training(Case):
    """A case that learns its labels by heart."""

    loss: str = "cross_entropy"
    optimizer: str = "sgd"
    settings: dict = dataclasses.field(default_factory=dict)

    def text(self):
        output = re.findall(r"output (\w+)(?: =|$)", self.program, re.MULTILINE)[-1]
        settings = ", ".join(f"{name}={written(x)}" for name, x in self.settings.items())
        lines = [f"loss {self.loss_text(output)}", *self.other_lines()]
        lines.append(f"optimizer {self.optimizer}({settings})")
        return "\n".join([f"{self.program}\n\ntrain M {{", *(f"  {x}" for x in lines), "}"])

    def loss_text(self, output):
        return f"{self.loss}({output}, label)"

    def other_lines(self):
        return []

    def batch(self):
        inputs = self.inputs(TRAINING_EXAMPLES)
        (result,) = self.checked_outputs(inputs).values()
        return inputs | {"label": self.labels(result)}

    def extra(self):
        """What else the file says of the case."""
        return {}

    def labels(self, result):
        if self.loss == "cross_entropy":
            return torch.randint(result.shape[1], result.shape[:1])
        return short(torch.randn_like(result))

    def loss_of(self, result, label):
        return LOSSES[self.loss](result, label)

    def clip(self, parameters):
        """What is done with the gradients before the optimizer sees them."""

    def run(self, modules, batches):
        """Trains the modules and returns the loss of each step."""
        parameters = [p for module in modules.values() for p in module.parameters()]
        optimizer = OPTIMIZERS[self.optimizer](parameters, **self.settings)
        losses = []
        for batch in itertools.islice(itertools.cycle(batches), STEPS):
            inputs = dict(batch)
            label = inputs.pop("label")
            (result,) = self.outputs(inputs, modules).values()
            loss = self.loss_of(result, label)
            optimizer.zero_grad()
            loss.backward()
            self.clip(parameters)
            optimizer.step()
            losses.append(loss.item())
        return losses


def sgd(lr, **settings):
    return {"optimizer": "sgd", "settings": {"lr": lr, **settings}}


def adam(lr, **settings):
    return {"optimizer": "adam", "settings": {"lr": lr, **settings}}


REGRESSION = (
    """
    model M {
      input x: float[5]
      output y = x -> dense(7) -> tanh -> dense(2)
    }
    """,
    named(nn.Linear(5, 7), nn.Tanh(), nn.Linear(7, 2)),
    lambda m, x: {"y": pipeline(m, x)},
)

SEQUENCE_REGRESSION = (
    """
    model M {
      input x: float[5, 4]
      output y = x -> dense(6) -> relu -> dense(2)
    }
    """,
    named(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2)),
    lambda m, x: {"y": pipeline(m, x)},
)

GRU_SEQUENCE = (
    """
    model M {
      input x: float[T, 3]
      output y = x -> gru(4) -> dense(2)
    }
    """,
    named(Gru(3, 4), nn.Linear(4, 2)),
    lambda m, x: {"y": pipeline(m, x)},
)

OVERLAPPING = (
    """
    model M {
      input x: float[1, 11, 11]
      logits = x
        -> conv(4, 3) -> relu -> max_pool(3, stride=2)
        -> conv(5, 2) -> relu -> max_pool(3, stride=2, padding=1)
        -> flatten -> dense(3)
      output logits
    }
    """,
    named(
        *(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(4, 5, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)),
        *(nn.Flatten(), nn.Linear(20, 3)),
    ),
    lambda m, x: {"logits": pipeline(m, x)},
)

CONVOLUTIONS = (
    """
    model M {
      input x: float[2, 9, 8]
      logits = x
        -> conv(4, [3, 2], stride=[2, 1], padding=[1, 0], bias=false) -> tanh
        -> conv(6, 3, groups=2, dilation=[1, 2], padding=same) -> tanh
        -> avg_pool(3, stride=2, padding=1)
        -> conv(6, 2, groups=6) -> tanh
        -> flatten -> dense(3)
      output logits
    }
    """,
    named(
        *(nn.Conv2d(2, 4, (3, 2), (2, 1), (1, 0), bias=False), nn.Tanh()),
        *(nn.Conv2d(4, 6, 3, groups=2, dilation=(1, 2), padding="same"), nn.Tanh()),
        *(nn.AvgPool2d(3, 2, 1), nn.Conv2d(6, 6, 2, groups=6), nn.Tanh()),
        *(nn.Flatten(), nn.Linear(36, 3)),
    ),
    lambda m, x: {"logits": pipeline(m, x)},
)

OTHER_RANKS = (
    """
    model M {
      input a: float[2, 9]
      input b: float[1, 4, 3, 4]
      left = a -> conv(3, 4, padding=same) -> sigmoid -> max_pool(3, stride=2) -> flatten
      right = b -> conv(2, [2, 2, 3], stride=[2, 1, 1]) -> tanh -> avg_pool([1, 2, 2]) -> flatten
      output logits = concat(left, right) -> dense(3)
    }
    """,
    named(
        nn.Conv1d(2, 3, 4, padding="same"),
        nn.Conv3d(1, 2, (2, 2, 3), (2, 1, 1)),
        *(nn.MaxPool1d(3, 2), nn.AvgPool3d((1, 2, 2)), nn.Linear(16, 3)),
    ),
    lambda m, a, b: {
        "logits": m["dense"](
            torch.cat(
                [
                    m["max_pool"](torch.sigmoid(m["conv"](a))).flatten(1),
                    m["avg_pool"](torch.tanh(m["conv_2"](b))).flatten(1),
                ],
                1,
            )
        )
    },
)


def gated(m, x):
    gate = torch.softmax(m["dense"](x), 1)  # our axis 0
    mixed = m["dense_2"](x) * gate - x / (1 + gate) ** 2
    return {"y": m["dense_3"](torch.cat([mixed, 2 * gate], 2))}


GATED = (
    """
    model M {
      input x: float[3, 4]
      gate = x -> dense(1) -> softmax(axis=0)
      mixed = (x -> dense(4)) * gate - x / (1 + gate) ** 2
      output y = concat(mixed, 2 * gate, axis=1) -> dense(2)
    }
    """,
    named(nn.Linear(4, 1), nn.Linear(4, 4), nn.Linear(5, 2)),
    gated,
)

TRAININGS = [
    Training("MLP, cross entropy, sgd", *MLP, **sgd(lr=0.1)),
    Training("MLP, cross entropy, sgd with momentum", *MLP, **sgd(lr=0.1, momentum=0.9)),
    Training("MLP, cross entropy, adam", *MLP, **adam(lr=0.01)),
    Training("MLP, cross entropy, adam with every argument", *MLP,
             **adam(lr=0.003, beta1=0.8, beta2=0.95, epsilon=0.0001)),
    Training("MLP, mse, sgd", *REGRESSION, loss="mse", **sgd(lr=0.1)),
    Training("LeNet", *LENET, **adam(lr=0.01)),
    Training("relu and overlapping max_pool", *OVERLAPPING, **sgd(lr=0.05, momentum=0.9)),
    Training("conv with groups, dilation and strides", *CONVOLUTIONS, **sgd(lr=0.1, momentum=0.5)),
    Training("conv and pooling in 1-D and 3-D", *OTHER_RANKS, **sgd(lr=0.2)),
    Training("two gru, sequence and final", *GRU_CLASSIFIER, **adam(lr=0.01)),
    Training("gru of free length, mse on every step", *GRU_SEQUENCE, lengths={"T": 6}, loss="mse",
             **adam(lr=0.01)),
    Training("dense on a sequence, mse", *SEQUENCE_REGRESSION, loss="mse", **sgd(lr=0.1)),
    Training("a named layer used twice", *SIAMESE, **sgd(lr=0.1)),
    Training("residual blocks", *RESIDUAL, **sgd(lr=0.05, momentum=0.9)),
    Training("softmax, broadcasting and concat, mse", *GATED, loss="mse", **sgd(lr=0.1)),
]


def compare_with_float32(case, modules, batches, losses):
    """Training in float32 must come close, or the case would test rounding."""
    batches = [
        {name: x.float() if x.is_floating_point() else x for name, x in batch.items()}
        for batch in batches
    ]
    np.testing.assert_allclose(case.run(modules, batches), losses, 1e-4, 1e-5)
    close = {"rtol": 1e-4, "atol": 2e-5, "msg": lambda m: f"{case.name}: {m}"}
    for path, module in modules.items():
        for rough, exact in zip(module.parameters(), case.modules[path].parameters()):
            torch.testing.assert_close(rough.double(), exact, **close)


def trainings(cases):
    for case in cases:
        case.prepare()
        batches = [case.batch() for _ in range(BATCHES)]
        weights = as_json(case.weights(), given)
        in_float32 = {path: copy.deepcopy(m).float() for path, m in case.modules.items()}
        losses = case.run(case.modules, batches)
        assert sum(losses[-BATCHES:]) < sum(losses[:BATCHES]), case.name
        compare_with_float32(case, in_float32, batches, losses)
        yield {
            "name": case.name,
            "program": case.text(),
            "weights": weights,
            "steps": STEPS,
            "batches": [as_json(batch, given) for batch in batches],
            "losses": [expected(loss) for loss in losses],
            "final_weights": as_json(case.weights(), expected),
            **case.extra(),
        }


# initialisers.json

DRAWS = 2000


INITIALISERS = [
    ("dense(30)", "20", nn.Linear(20, 30), 20),
    ("conv(16, 5)", "6, 12, 12", nn.Conv2d(6, 16, 5), 6 * 5 * 5),
    ("conv(8, 3, groups=2)", "4, 12, 12", nn.Conv2d(4, 8, 3, groups=2), 4 // 2 * 3 * 3),
    ("gru(64)", "10, 28", Gru(28, 64), 64),
]


def initialisers(rows):
    for text, shape, module, fan in rows:
        case = layer(text, shape, text, module)
        bound = 1 / math.sqrt(fan)
        assert_uniform(case, bound)
        for path, weight in case.weights().items():
            yield {
                "layer": text,
                "program": case.program,
                "weight": path,
                "shape": list(weight.shape),
                "distribution": "uniform",
                "bound": expected(bound),
            }


def assert_uniform(case, bound):
    """Compares many draws with the distribution: their furthest, their mean and their variance."""
    torch.manual_seed(zlib.crc32(case.name.encode()))
    (module,) = case.modules.values()
    sums = {path: np.zeros(3) for path in case.weights()}
    furthest = dict.fromkeys(sums, 0.0)
    for _ in range(DRAWS):
        module.reset_parameters()
        for path, weight in case.weights().items():
            w = weight.detach()
            sums[path] += [w.numel(), w.sum().item(), (w * w).sum().item()]
            furthest[path] = max(furthest[path], w.abs().max().item())
    for path, (count, total, squares) in sums.items():
        assert 0.99 * bound < furthest[path] <= bound, path
        assert abs(total / count) < 0.02 * bound, path
        assert abs(squares / count / (bound**2 / 3) - 1) < 0.05, path


# The files


def write(name, cases):
    """One line for each case."""
    cases = [json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases]
    assert len(cases) == len(set(cases))
    made_with = {"torch": torch.__version__.split("+")[0], "numpy": np.__version__}
    lines = ",\n".join(cases)
    text = f'{{"made_with":{json.dumps(made_with, separators=(",", ":"))},"cases":[\n{lines}\n]}}\n'
    assert len(text) < 300_000, name
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(cases)} cases, {len(text)} bytes")


def prepare():
    print(f"torch {torch.__version__}, numpy {np.__version__}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    warnings.filterwarnings("ignore", "Using padding='same' with even kernel")  # as slow as it says


def main():
    prepare()
    write("layers.json", layers(LAYERS + GRAPHS + NETWORKS))
    write("training.json", trainings(TRAININGS))
    write("initialisers.json", initialisers(INITIALISERS))


if __name__ == "__main__":
    main()
