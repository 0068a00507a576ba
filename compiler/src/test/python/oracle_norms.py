#!/usr/bin/env python3
"""Expected values for the Java tests of normalisations, embeddings and transposed convolutions.

Writes norms.json, training_norms.json and initialisers_norms.json, in the form and with the means of
oracle.py, beside its files. New in them: a tensor of whole numbers says its "type", a layer that
computes something else while it trains has "training_outputs", and weights whose initialiser a text
names have a "deviation".
"""

import dataclasses
import math
import re

import oracle
import torch
from oracle import Case, Gru, Training, adam, as_json, expected, named, pipeline, sgd, short
from torch import nn
from torch.nn import functional


class OneHot(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.classes = classes
        self.register_buffer("one", torch.ones(()))  # has the type that the module has

    def forward(self, x):
        return functional.one_hot(x.long(), self.classes).to(self.one.dtype)


class PositionalEncoding(nn.Module):
    """As in PyTorch's tutorials."""

    def __init__(self, width, longest=1000):
        super().__init__()
        position = torch.arange(longest).unsqueeze(1)
        scale = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        waves = torch.zeros(longest, width)
        waves[:, 0::2] = torch.sin(position * scale)
        waves[:, 1::2] = torch.cos(position * scale)[:, : width // 2]
        self.waves = waves

    def forward(self, x):
        return x + self.waves[: x.shape[1]].to(x.dtype)


class LearnedEncoding(nn.Module):
    def __init__(self, width, longest):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(longest, width))

    def reset_parameters(self):
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, x):
        return x + self.weight[: x.shape[1]]


class Depthwise1d(nn.Conv1d):
    pass


class Depthwise2d(nn.Conv2d):
    pass


class Depthwise3d(nn.Conv3d):
    pass


BATCH_NORM = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
INSTANCE_NORM = (nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d)
NORMS = (*BATCH_NORM, *INSTANCE_NORM, nn.LayerNorm, nn.RMSNorm, nn.GroupNorm)
oracle.KINDS = {
    "depthwise_conv": (Depthwise1d, Depthwise2d, Depthwise3d),
    "conv_transpose": (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d),
    "batch_norm": BATCH_NORM,
    "layer_norm": nn.LayerNorm,
    "rms_norm": nn.RMSNorm,
    "group_norm": nn.GroupNorm,
    "instance_norm": INSTANCE_NORM,
    "local_response_norm": nn.LocalResponseNorm,
    "embedding": nn.Embedding,
    "one_hot": OneHot,
    "positional_encoding": (PositionalEncoding, LearnedEncoding),
} | oracle.KINDS


# Cases with whole numbers, and with norms whose weights say something


class Whole:
    """Inputs of whole numbers; weights and statistics of norms as if they had learned already."""

    def prepare(self):
        super().prepare()
        for module in self.modules.values():
            if isinstance(module, NORMS):
                for parameter in module.parameters():
                    parameter.data.copy_(short(torch.randn_like(parameter)))
            if isinstance(module, BATCH_NORM):
                module.running_mean.copy_(short(torch.randn_like(module.running_mean)))
                module.running_var.copy_(short(torch.rand_like(module.running_var) + 0.5))

    def inputs(self, examples):
        result = {}
        for name, kind, dims in re.findall(r"input (\w+): (\w+)(?:\[(.*?)\])?", self.program):
            shape = [examples, *(self.lengths.get(d) or int(d) for d in dims.split(", ") if d)]
            if kind == "float":
                result[name] = short(self.draw(*shape))
            else:
                result[name] = torch.randint(self.indices, shape, dtype=getattr(torch, kind))
        return result


@dataclasses.dataclass
class Layer(Whole, Case):
    indices: int = 0  # how many


@dataclasses.dataclass
class Trained(Whole, Training):
    indices: int = 0

    def run(self, modules, batches):
        for module in modules.values():
            module.train()
        losses = super().run(modules, batches)
        for module in modules.values():
            module.eval()
        return losses


def layer(name, shape, text, *modules, kind="float", **settings):
    program = f"model M {{\n  input x: {kind}[{shape}]\n  output x -> {text}\n}}"
    return Layer(name, program.replace("[]", ""), named(*modules), **settings)


def padded(*sides):
    """A convolution behind zeros on each side, the last axis first as PyTorch has it."""
    return lambda m, x: pipeline(m, functional.pad(x, sides))


LAYERS = [
    layer("batch_norm", "3, 4, 5", "batch_norm", nn.BatchNorm2d(3)),
    layer("batch_norm, a vector", "5", "batch_norm", nn.BatchNorm1d(5)),
    layer("batch_norm 1-D", "3, 6", "batch_norm", nn.BatchNorm1d(3)),
    layer("batch_norm 3-D", "2, 3, 2, 2", "batch_norm", nn.BatchNorm3d(2)),
    layer("batch_norm, every argument", "3, 2, 4",
          "batch_norm(momentum=0.3, epsilon=0.01, affine=false)",
          nn.BatchNorm2d(3, 0.01, 0.3, affine=False)),
    layer("batch_norm, free length", "3, T", "batch_norm", nn.BatchNorm1d(3), lengths={"T": 5}),
    layer("batch_norm, behind conv", "2, 5, 4", "conv(3, 3, bias=false) -> batch_norm -> relu",
          nn.Conv2d(2, 3, 3, bias=False), nn.BatchNorm2d(3), nn.ReLU()),
    layer("layer_norm", "6", "layer_norm", nn.LayerNorm(6)),
    layer("layer_norm, a sequence", "T, 6", "layer_norm", nn.LayerNorm(6), lengths={"T": 3}),
    layer("layer_norm, all axes", "2, 3, 4", "layer_norm(axes=3)", nn.LayerNorm([2, 3, 4])),
    layer("layer_norm, two axes", "2, 3, 4", "layer_norm(2, epsilon=0.1)",
          nn.LayerNorm([3, 4], 0.1)),
    layer("layer_norm, no bias", "4, 5", "layer_norm(bias=false)", nn.LayerNorm(5, bias=False)),
    layer("layer_norm, not affine", "4, 5", "layer_norm(affine=false)",
          nn.LayerNorm(5, elementwise_affine=False)),
    layer("rms_norm", "T, 6", "rms_norm", nn.RMSNorm(6, 2**-23), lengths={"T": 3}),
    layer("rms_norm, every argument", "2, 3, 4", "rms_norm(axes=2, epsilon=0.01, affine=false)",
          nn.RMSNorm([3, 4], 0.01, elementwise_affine=False)),
    layer("group_norm", "4, 3, 5", "group_norm(2)", nn.GroupNorm(2, 4)),
    layer("group_norm, a vector", "6", "group_norm(3)", nn.GroupNorm(3, 6)),
    layer("group_norm, one group, free length", "4, T", "group_norm(1)", nn.GroupNorm(1, 4),
          lengths={"T": 3}),
    layer("group_norm, every argument", "4, 2, 2, 3",
          "group_norm(groups=2, epsilon=0.01, affine=false)",
          nn.GroupNorm(2, 4, 0.01, affine=False)),
    layer("instance_norm", "3, 4, 5", "instance_norm", nn.InstanceNorm2d(3)),
    layer("instance_norm 1-D, affine", "3, T", "instance_norm(affine=true)",
          nn.InstanceNorm1d(3, affine=True), lengths={"T": 6}),
    layer("instance_norm 3-D, every argument", "2, 3, 2, 4",
          "instance_norm(epsilon=0.1, affine=true)", nn.InstanceNorm3d(2, 0.1, affine=True)),
    layer("local_response_norm", "6, 2, 3", "local_response_norm(5)", nn.LocalResponseNorm(5)),
    layer("local_response_norm 1-D, every argument", "4, T",
          "local_response_norm(3, alpha=0.5, beta=0.6, k=2)",
          nn.LocalResponseNorm(3, 0.5, 0.6, 2), lengths={"T": 3}),
    layer("local_response_norm 3-D", "3, 2, 2, 2", "local_response_norm(3, alpha=1)",
          nn.LocalResponseNorm(3, 1.0)),
    layer("embedding", "T", "embedding(7, 3)", nn.Embedding(7, 3), kind="int64", indices=7,
          lengths={"T": 5}),
    layer("embedding, one index", "", "embedding(7, 3)", nn.Embedding(7, 3), kind="int64",
          indices=7),
    layer("embedding, a matrix of int32", "2, 4", "embedding(count=5, width=2)",
          nn.Embedding(5, 2), kind="int32", indices=5),
    layer("embedding, padding", "9", "embedding(4, 3, padding=1)", nn.Embedding(4, 3, 1),
          kind="int64", indices=4),
    layer("one_hot", "T", "one_hot(6)", OneHot(6), kind="int64", indices=6, lengths={"T": 4}),
    layer("one_hot, one index of int32", "", "one_hot(classes=3)", OneHot(3), kind="int32",
          indices=3),
    layer("positional_encoding", "4, 6", "positional_encoding", PositionalEncoding(6)),
    layer("positional_encoding, odd width, free length", "T, 5", "positional_encoding(12)",
          PositionalEncoding(5), lengths={"T": 12}),
    layer("positional_encoding, learned", "3, 4",
          "positional_encoding(longest=6, learned=true)", LearnedEncoding(4, 6)),
    layer("positional_encoding, learned, free length", "T, 4",
          "positional_encoding(longest=6, learned=true)", LearnedEncoding(4, 6),
          lengths={"T": 5}),
    layer("conv_transpose", "3, 4, 5", "conv_transpose(2, 3)", nn.ConvTranspose2d(3, 2, 3)),
    layer("conv_transpose, doubling", "3, 4, 3", "conv_transpose(2, 4, stride=2, padding=1)",
          nn.ConvTranspose2d(3, 2, 4, 2, 1)),
    layer("conv_transpose, same", "2, 4, 3", "conv_transpose(3, 4, padding=same)",
          nn.ConvTranspose2d(2, 3, 4),
          forward=lambda m, x: m["conv_transpose"](x)[:, :, 1:-2, 1:-2]),
    layer("conv_transpose, each side", "2, 4, 3", "conv_transpose(3, 3, padding=[[0, 1], [2, 0]])",
          nn.ConvTranspose2d(2, 3, 3),
          forward=lambda m, x: m["conv_transpose"](x)[:, :, :-1, 2:]),
    layer("conv_transpose, every argument", "4, 3, 2",
          "conv_transpose(6, [3, 2], stride=[3, 2], padding=[1, 0], output_padding=[2, 1],"
          " dilation=[2, 1], groups=2, bias=false)",
          nn.ConvTranspose2d(4, 6, (3, 2), (3, 2), (1, 0), (2, 1), 2, False, (2, 1))),
    layer("conv_transpose 1-D, free length", "2, T", "conv_transpose(3, 3, stride=2)",
          nn.ConvTranspose1d(2, 3, 3, 2), lengths={"T": 4}),
    layer("conv_transpose 3-D", "2, 2, 3, 2", "conv_transpose(2, 2, stride=[1, 2, 2])",
          nn.ConvTranspose3d(2, 2, 2, (1, 2, 2))),
    layer("depthwise_conv", "3, 4, 5", "depthwise_conv(3)", Depthwise2d(3, 3, 3, groups=3)),
    layer("depthwise_conv, every argument", "2, 7, 6",
          "depthwise_conv([3, 2], multiplier=3, stride=2, padding=1, dilation=[2, 1], bias=false)",
          Depthwise2d(2, 6, (3, 2), 2, 1, (2, 1), 2, False)),
    layer("depthwise_conv 1-D, free length", "3, T", "depthwise_conv(3, padding=same)",
          Depthwise1d(3, 3, 3, padding="same", groups=3), lengths={"T": 5}),
    layer("conv, each side", "2, 4, 3", "conv(3, 3, padding=[[2, 0], [0, 1]])",
          nn.Conv2d(2, 3, 3), forward=padded(0, 1, 2, 0)),
    layer("conv, each side, the same for all axes", "2, 4, 3", "conv(3, 3, padding=[[2, 1]])",
          nn.Conv2d(2, 3, 3), forward=padded(2, 1, 2, 1)),
    layer("conv 1-D, causal, free length", "3, T",
          "conv(4, 3, dilation=2, padding=[[4, 0]]) -> relu",
          nn.Conv1d(3, 4, 3, dilation=2), nn.ReLU(), forward=padded(4, 0), lengths={"T": 7}),
    layer("conv 1-D, same, free length, a residual", "3, T",
          "(conv(3, 3, padding=same) | conv_transpose(3, 3, padding=1) | identity) -> add",
          nn.Conv1d(3, 3, 3, padding="same"), nn.ConvTranspose1d(3, 3, 3, padding=1),
          forward=lambda m, x: m["conv"](x) + m["conv_transpose"](x) + x, lengths={"T": 4}),
    layer("conv, two free lengths", "1, H, W", "conv(2, 3, stride=2, padding=1)",
          nn.Conv2d(1, 2, 3, 2, 1), lengths={"H": 5, "W": 6}),
]


# Networks that train

IMAGES = (
    """
    block conv_bn(channels, stride = 1) {
      input x
      output x -> conv(channels, 3, stride=stride, padding=1, bias=false) -> batch_norm
    }

    model M {
      input x: float[2, 6, 6]
      a = x -> conv_bn(3) -> relu
      b = a -> conv_bn(3) -> batch_norm(momentum=0.4, epsilon=0.1, affine=false)
      output logits = relu(a + b) -> conv_bn(4, stride=2) -> flatten -> dense(3)
    }
    """,
    named(nn.Conv2d(2, 3, 3, 1, 1, bias=False), nn.BatchNorm2d(3), inside="conv_bn/")
    | named(nn.Conv2d(3, 3, 3, 1, 1, bias=False), nn.BatchNorm2d(3), inside="conv_bn_2/")
    | named(nn.BatchNorm2d(3, 0.1, 0.4, affine=False))
    | named(nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), inside="conv_bn_3/")
    | {"dense": nn.Linear(36, 3)},
)


def residual(m, x):
    a = functional.relu(m["conv_bn/batch_norm"](m["conv_bn/conv"](x)))
    b = m["batch_norm"](m["conv_bn_2/batch_norm"](m["conv_bn_2/conv"](a)))
    c = m["conv_bn_3/batch_norm"](m["conv_bn_3/conv"](functional.relu(a + b)))
    return {"logits": m["dense"](c.flatten(1))}


SHARED = (
    """
    model M {
      input a: float[4]
      input b: float[4]
      layer norm = batch_norm
      output y = (a -> norm) * (b -> norm) -> dense(2)
    }
    """,
    {"norm": nn.BatchNorm1d(4), "dense": nn.Linear(4, 2)},
    lambda m, a, b: {"y": m["dense"](m["norm"](a) * m["norm"](b))},
)

WORDS = (
    """
    model M {
      input words: int64[T]
      output logits = words
        -> embedding(6, 4, padding=0) -> positional_encoding(longest=9, learned=true)
        -> layer_norm -> gru(3, returns=final) -> rms_norm(epsilon=0.001) -> dense(3)
    }
    """,
    named(
        *(nn.Embedding(6, 4, 0), LearnedEncoding(4, 9), nn.LayerNorm(4)),
        *(Gru(4, 3, final=True), nn.RMSNorm(3, 0.001), nn.Linear(3, 3)),
    ),
    lambda m, words: {"logits": pipeline(m, words)},
)

LETTERS = (
    """
    model M {
      input letters: int32[4]
      output y = letters
        -> one_hot(5) -> dense(4) -> positional_encoding -> layer_norm(axes=2, bias=false)
        -> dense(2)
    }
    """,
    named(
        *(OneHot(5), nn.Linear(5, 4), PositionalEncoding(4), nn.LayerNorm([4, 4], bias=False)),
        nn.Linear(4, 2),
    ),
    lambda m, letters: {"y": pipeline(m, letters)},
)

OTHER_NORMS = (
    """
    model M {
      input x: float[2, 6, 5]
      output logits = x
        -> conv(4, 3) -> group_norm(2) -> relu
        -> conv(4, 2) -> local_response_norm(3, alpha=0.5, k=2) -> tanh
        -> instance_norm(affine=true) -> flatten -> dense(3)
    }
    """,
    named(
        *(nn.Conv2d(2, 4, 3), nn.GroupNorm(2, 4), nn.ReLU()),
        *(nn.Conv2d(4, 4, 2), nn.LocalResponseNorm(3, 0.5, 0.75, 2.0), nn.Tanh()),
        *(nn.InstanceNorm2d(4, affine=True), nn.Flatten(), nn.Linear(24, 3)),
    ),
    lambda m, x: {"logits": pipeline(m, x)},
)

AUTOENCODER = (
    """
    model M {
      input x: float[1, 6, 7]
      output y = x
        -> conv(4, 3, stride=2, padding=1) -> tanh
        -> conv_transpose(4, 3, groups=2, padding=1) -> tanh
        -> conv_transpose(1, [4, 3], stride=2, padding=1)
    }
    """,
    named(
        *(nn.Conv2d(1, 4, 3, 2, 1), nn.Tanh()),
        *(nn.ConvTranspose2d(4, 4, 3, 1, 1, groups=2), nn.Tanh()),
        nn.ConvTranspose2d(4, 1, (4, 3), 2, 1),
    ),
    lambda m, x: {"y": pipeline(m, x)},
)

SIGNALS = (
    """
    model M {
      input x: float[2, T]
      output y = x
        -> conv(4, 3, dilation=2, padding=[[4, 0]]) -> tanh
        -> depthwise_conv(3, multiplier=2, stride=2, bias=false) -> batch_norm -> tanh
        -> conv_transpose(3, 3, stride=2, output_padding=1) -> group_norm(1)
    }
    """,
    named(
        *(nn.Conv1d(2, 4, 3, dilation=2), nn.Tanh()),
        *(Depthwise1d(4, 8, 3, 2, groups=4, bias=False), nn.BatchNorm1d(8), nn.Tanh()),
        *(nn.ConvTranspose1d(8, 3, 3, 2, output_padding=1), nn.GroupNorm(1, 3)),
    ),
    lambda m, x: {"y": pipeline(m, functional.pad(x, (4, 0)))},
)

MANY_CHANNELS = (
    """
    model M {
      input x: float[1, T]
      output y = x -> conv(16, 3) -> tanh -> conv(2, 3) -> tanh -> conv_transpose(1, 5)
    }
    """,
    named(
        *(nn.Conv1d(1, 16, 3), nn.Tanh(), nn.Conv1d(16, 2, 3), nn.Tanh()),
        nn.ConvTranspose1d(2, 1, 5),
    ),
    lambda m, x: {"y": pipeline(m, x)},
)

TRAININGS = [
    Trained("batch_norm", *IMAGES, residual, **sgd(lr=0.02, momentum=0.5)),
    Trained("batch_norm, used twice", *SHARED, loss="mse", **sgd(lr=0.1)),
    Trained("embedding with padding, layer_norm, rms_norm", *WORDS, indices=6, lengths={"T": 5},
            **adam(lr=0.01)),
    Trained("one_hot, layer_norm over two axes", *LETTERS, indices=5, loss="mse", **sgd(lr=0.1)),
    Trained("group_norm, local_response_norm, instance_norm", *OTHER_NORMS, **sgd(lr=0.05)),
    Trained("conv_transpose", *AUTOENCODER, loss="mse", **sgd(lr=0.1, momentum=0.5)),
    Trained("conv, conv_transpose and norms of free length", *SIGNALS, lengths={"T": 8},
            loss="mse", **adam(lr=0.01)),
    Trained("conv of many channels, free length", *MANY_CHANNELS, lengths={"T": 7}, loss="mse",
            **sgd(lr=0.1)),
]


# What weights start with

STARTS = [
    ("conv_transpose(6, 3, groups=2)", "4, 8, 8", nn.ConvTranspose2d(4, 6, 3, groups=2), 3 * 9),
    ("conv_transpose(8, 5)", "16, 9", nn.ConvTranspose1d(16, 8, 5), 8 * 5),
    ("depthwise_conv(5, multiplier=4)", "8, 9, 9", Depthwise2d(8, 32, 5, groups=8), 25),
]
NAMED = [
    ("uniform", lambda w: nn.init.uniform_(w, -0.1, 0.1), lambda i, o: 0.1),
    ("uniform(-0.5, 0.5)", lambda w: nn.init.uniform_(w, -0.5, 0.5), lambda i, o: 0.5),
    ("xavier_uniform", nn.init.xavier_uniform_, lambda i, o: math.sqrt(6 / (i + o))),
    ("he_uniform", lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu"),
     lambda i, o: math.sqrt(6 / i)),
    ("normal", lambda w: nn.init.normal_(w, 0, 0.01), lambda i, o: 0.01),
    ("normal(0, 2.5)", lambda w: nn.init.normal_(w, 0, 2.5), lambda i, o: 2.5),
    ("xavier_normal", nn.init.xavier_normal_, lambda i, o: math.sqrt(2 / (i + o))),
    ("he_normal", lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
     lambda i, o: math.sqrt(2 / i)),
    ("lecun_normal", lambda w: nn.init.kaiming_normal_(w, nonlinearity="linear"),
     lambda i, o: math.sqrt(1 / i)),
    ("truncated_normal(0, 0.5)", lambda w: nn.init.trunc_normal_(w, 0, 0.5, -1.0, 1.0),
     lambda i, o: 0.5 * math.sqrt(0.7737413)),  # the variance between two deviations
]
LAYERS_TO_START = [
    ("dense(80, {})", "50", nn.Linear(50, 80), 50, 80),
    ("conv(24, [3, 5], {})", "8, 9, 9", nn.Conv2d(8, 24, (3, 5)), 8 * 15, 24 * 15),
    # PyTorch's fans are those of the weight's first two axes, whatever they mean.
    ("conv_transpose(24, 5, {})", "16, 9", nn.ConvTranspose1d(16, 24, 5), 24 * 5, 16 * 5),
]


def named_initialisers():
    torch.manual_seed(1)
    for text, shape, module, fan_in, fan_out in LAYERS_TO_START:
        for name, draw, width in NAMED:
            uniform = "uniform" in name
            deviation = width(fan_in, fan_out) / (math.sqrt(3) if uniform else 1)
            weight = module.weight.detach()
            drawn = torch.stack([draw(weight).clone() for _ in range(100)])
            assert abs(drawn.std().item() / deviation - 1) < 0.01, (text, name)
            case = layer(name, shape, text.format(f"init={name}"), module)
            values = {
                "program": case.program,
                "weight": next(iter(case.modules)) + "/weight",
                "name": f"{text.split('(')[0]}, {name}",
                "shape": list(weight.shape),
                "deviation": expected(deviation),
            }
            if uniform:
                values["bound"] = expected(width(fan_in, fan_out))
                assert 0.99 * values["bound"] < drawn.abs().max().item() <= values["bound"]
            elif "truncated" in name:
                values["furthest"] = 1.0
                assert drawn.abs().max().item() <= 1
            yield values


# The files


def typed(tensors, program):
    """Says what whole numbers are."""
    for name, kind in re.findall(r"input (\w+): (int\d+)", program):
        tensors[name]["type"] = kind


def layers():
    for case, values in zip(LAYERS, oracle.layers(LAYERS)):
        typed(values["inputs"], case.program)
        if any(isinstance(m, BATCH_NORM) for m in case.modules.values()):
            case.prepare()
            inputs = case.inputs(oracle.EXAMPLES)
            for module in case.modules.values():
                module.train()
            values["training_outputs"] = as_json(case.outputs(inputs), expected)
        yield values


def trainings():
    for case, values in zip(TRAININGS, oracle.trainings(TRAININGS)):
        for batch in values["batches"]:
            typed(batch, case.program)
        yield values


def main():
    oracle.prepare()
    oracle.write("norms.json", layers())
    oracle.write("training_norms.json", trainings())
    starts = [*oracle.initialisers(STARTS), *named_initialisers()]
    oracle.write("initialisers_norms.json", starts)


if __name__ == "__main__":
    main()
