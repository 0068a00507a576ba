#!/usr/bin/env python3
"""Expected values for activations, shapes, reductions and pooling; see oracle.py, which runs them.

Writes shapes.json and training_shapes.json beside the files of oracle.py:

    venv/bin/python compiler/src/test/python/oracle_shapes.py
"""

import torch
from torch import nn
from torch.nn import functional as F

from oracle import KINDS, Case, Training, adam, layers, named, positive, sgd, start, trainings, write

KINDS["prelu"] = nn.PReLU


def one(name, shape, text, means, modules=None, draw=torch.randn, **lengths):
    """What one value becomes; `means` takes it with its batch, whose axis ours don't count."""
    program = f"model M {{\n  input x: float{shape}\n  output x -> {text}\n}}"
    if modules:
        forward = lambda m, x: means(m, x)
    else:
        forward = lambda m, x: means(x)
    return Case(name, program, modules or {}, forward, draw, lengths)


def of(name, text, means, draw=torch.randn, lengths=(), **types):
    """What an expression of values is."""
    lines = "".join(f"  input {n}: {kind}\n" for n, kind in types.items())
    program = f"model M {{\n{lines}  output {text}\n}}"
    return Case(name, program, {}, lambda m, *xs: means(*xs), draw, dict(lengths))


def wide(*shape):
    """Numbers that reach where hard functions end."""
    return 4 * torch.randn(*shape)


ACTIVATIONS = [
    one("leaky_relu", "[3, 4]", "leaky_relu", F.leaky_relu),
    one("leaky_relu, slope", "[3, 4]", "leaky_relu(0.3)", lambda x: F.leaky_relu(x, 0.3)),
    one("elu", "[3, 4]", "elu", F.elu),
    one("elu, alpha", "[3, 4]", "elu(alpha=0.4)", lambda x: F.elu(x, 0.4)),
    one("selu", "[3, 4]", "selu", F.selu),
    one("gelu", "[3, 4]", "gelu", F.gelu),
    one("gelu, tanh", "[3, 4]", "gelu(approximate=tanh)", lambda x: F.gelu(x, approximate="tanh")),
    one("silu", "[3, 4]", "silu", F.silu),
    one("mish", "[3, 4]", "mish", F.mish),
    one("relu6", "[3, 4]", "relu6", F.relu6, draw=wide),
    one("hard_sigmoid", "[3, 4]", "hard_sigmoid", F.hardsigmoid, draw=wide),
    one("hard_swish", "[3, 4]", "hard_swish", F.hardswish, draw=wide),
    one("softplus", "[3, 4]", "softplus", F.softplus, draw=wide),
    one("log_softmax", "[2, 5]", "log_softmax", lambda x: F.log_softmax(x, -1)),
    one("log_softmax, axis", "[2, 5]", "log_softmax(axis=0)", lambda x: F.log_softmax(x, 1)),
    one("prelu", "[3, 4]", "prelu", lambda m, x: m["prelu"](x), named(nn.PReLU())),
    one("prelu, a slope for each channel", "[3, 2, 2]", "prelu(3)", lambda m, x: m["prelu"](x),
        named(nn.PReLU(3))),
    one("prelu, a vector", "[5]", "prelu(channels=5)", lambda m, x: m["prelu"](x),
        named(nn.PReLU(5))),
    one("exp", "[3, 4]", "exp", torch.exp),
    one("log", "[3, 4]", "log", torch.log, draw=positive),
    one("sqrt", "[3, 4]", "sqrt", torch.sqrt, draw=positive),
    one("square", "[3, 4]", "square", torch.square),
    one("abs", "[3, 4]", "abs", torch.abs),
    of("maximum", "maximum(x, y)", torch.maximum, x="float[3, 4]", y="float[3, 4]"),
    of("minimum", "minimum(x, y)", torch.minimum, x="float[3, 4]", y="float[3, 4]"),
    of("maximum of three, broadcast", "maximum(x, y, z)",
       lambda x, y, z: torch.maximum(torch.maximum(x, y[:, None]), z[:, None]),
       x="float[3, 4]", y="float[4]", z="float[1]"),
    of("minimum of branches", "x -> (square | identity) -> minimum",
       lambda x: torch.minimum(x * x, x), x="float[3, 4]"),
]


def everything(x):
    return list(range(1, x.ndim))


REDUCTIONS = [
    one("mean", "[3, 4]", "mean", lambda x: x.mean(everything(x))),
    one("mean, axis", "[3, 4]", "mean(axis=0)", lambda x: x.mean(1)),
    one("mean, axes, kept", "[3, 4, 2]", "mean([0, -1], keep=true)",
        lambda x: x.mean([1, 3], keepdim=True)),
    one("mean, of a number", "", "mean", lambda x: x),
    one("mean, of free length", "[T, 3]", "mean(axis=0)", lambda x: x.mean(1), T=5),
    one("sum", "[3, 4]", "sum", lambda x: x.sum(everything(x))),
    one("sum, axis from the end", "[3, 4]", "sum(axis=-1)", lambda x: x.sum(-1)),
    one("sum, kept", "[3, 4]", "sum(keep=true)", lambda x: x.sum([1, 2], keepdim=True)),
    one("amax", "[3, 4]", "amax", lambda x: x.amax(everything(x))),
    one("amax, axis", "[3, 4]", "amax(axis=1)", lambda x: x.amax(2)),
    one("amin", "[3, 4]", "amin", lambda x: x.amin(everything(x))),
    one("amin, axes, kept", "[3, 4, 2]", "amin(axis=[0, 1], keep=true)",
        lambda x: x.amin([1, 2], keepdim=True)),
    one("l1", "[3, 4]", "l1", lambda x: x.abs().sum(everything(x))),
    one("l1, axis", "[3, 4]", "l1(axis=0)", lambda x: torch.linalg.vector_norm(x, 1, 1)),
    one("l2", "[3, 4]", "l2", lambda x: torch.linalg.vector_norm(x, 2, everything(x))),
    one("l2, axis, kept", "[3, 4]", "l2(axis=1, keep=true)",
        lambda x: torch.linalg.vector_norm(x, 2, 2, keepdim=True)),
    one("l1, of a number", "", "l1", torch.abs),
    of("distance of two codes", "l2(relu(a) - relu(b))",
       lambda a, b: torch.linalg.vector_norm(F.relu(a) - F.relu(b), 2, 1),
       a="float[6]", b="float[6]"),
]


def padded(amounts, **settings):
    return lambda x: F.pad(x, amounts, **settings)


def upsampled(factor, mode="nearest"):
    return nn.Upsample(scale_factor=factor, mode=mode)


SHAPES = [
    one("reshape", "[4, 6]", "reshape([3, 8])", lambda x: x.reshape(-1, 3, 8)),
    one("reshape, one length", "[2, 3]", "reshape(6)", lambda x: x.flatten(1)),
    one("reshape, a length computed", "[4, 6]", "reshape([2, -1, 3])",
        lambda x: x.reshape(-1, 2, 4, 3)),
    one("reshape, of free length", "[T, 4]", "reshape([-1, 2])",
        lambda x: x.reshape(x.shape[0], -1, 2), T=3),
    one("reshape, free length kept", "[T, 4]", "reshape([-1, 2, 2])",
        lambda x: x.reshape(x.shape[0], -1, 2, 2), T=3),
    one("permute", "[2, 3, 4]", "permute([2, 0, -2])", lambda x: x.permute(0, 3, 1, 2)),
    one("permute, of free length", "[T, 3]", "permute([1, 0])", lambda x: x.mT, T=4),
    one("squeeze", "[1, 3, 1, 2]", "squeeze", lambda x: x.squeeze(3).squeeze(1)),
    one("squeeze, axis", "[1, 3, 1]", "squeeze(-1)", lambda x: x.squeeze(-1)),
    one("squeeze, of free lengths", "[1, T, U]", "squeeze(0)", lambda x: x.squeeze(1), T=2, U=3),
    one("unsqueeze", "[3, 2]", "unsqueeze(1)", lambda x: x.unsqueeze(2)),
    one("unsqueeze, at the end", "[T, 2]", "unsqueeze(axis=-1)", lambda x: x.unsqueeze(-1), T=3),
    one("pad", "[2, 3, 4]", "pad(1)", padded((1, 1, 1, 1))),
    one("pad, a vector", "[4]", "pad(2)", padded((2, 2))),
    one("pad, last axes", "[2, 3, 4]", "pad([[1, 2], [0, 1]])", padded((0, 1, 1, 2))),
    one("pad, last axis", "[2, 3]", "pad([[3, 0]])", padded((3, 0))),
    one("pad, both sides", "[2, 3]", "pad([1, 2])", padded((2, 2, 1, 1))),
    one("pad, value", "[2, 3]", "pad([[1, 0]], value=-1.5)", padded((1, 0), value=-1.5)),
    one("pad, of free length", "[T, 2]", "pad([[2, 0], 0])", padded((0, 0, 2, 0)), T=3),
    one("pad, reflect", "[2, 3, 4]", "pad([[2, 1], [0, 3]], mode=reflect)",
        padded((0, 3, 2, 1), mode="reflect")),
    one("pad, edge", "[2, 3, 2]", "pad([[2, 1], [4, 0]], mode=edge)",
        padded((4, 0, 2, 1), mode="replicate")),
    one("upsample", "[2, 3, 2]", "upsample(2)", upsampled(2)),
    one("upsample, factor per axis", "[1, 3, 2]", "upsample([1, 3])", upsampled((1, 3))),
    one("upsample, of free length", "[2, T]", "upsample(3)", upsampled(3), T=4),
    one("upsample, 3-D", "[1, 2, 1, 2]", "upsample(2)", upsampled(2)),
    one("upsample, linear", "[2, 4]", "upsample(3, mode=linear)", upsampled(3, "linear")),
    one("upsample, bilinear", "[2, 3, 2]", "upsample([2, 3], mode=bilinear)",
        upsampled((2, 3), "bilinear")),
    one("upsample, trilinear", "[1, 2, 3, 2]", "upsample(2, mode=trilinear)",
        upsampled(2, "trilinear")),
    of("split, two parts", "concat(split(x, 2)[1], split(x, 2)[0])",
       lambda x: torch.cat(x.chunk(2, 1)[::-1], 1), x="float[4, 3]"),
    of("split, lengths", "split(x, [1, 3], axis=1)[1]", lambda x: x[:, :, 1:], x="float[2, 4]"),
    one("split, branches join again", "[6]", "split(3) -> add", lambda x: sum(x.chunk(3, 1))),
    one("slice", "[5, 2]", "slice(1, 3)", lambda x: x[:, 1:3]),
    one("slice, to the end", "[5, 2]", "slice(-2)", lambda x: x[:, -2:]),
    one("slice, axis, negative", "[2, 5]", "slice(1, -1, axis=1)", lambda x: x[:, :, 1:-1]),
    one("slice, step", "[2, 7]", "slice(1, step=3, axis=-1)", lambda x: x[:, :, 1::3]),
    one("slice, beyond the end", "[3]", "slice(-9, 2)", lambda x: x[:, :2]),
    one("slice, of free length", "[T, 2]", "slice(1, -1)", lambda x: x[:, 1:-1], T=5),
    one("slice, free length, step", "[T, 2]", "slice(1, step=2)", lambda x: x[:, 1::2], T=6),
    one("slice, end of free length", "[T, 2]", "slice(-3, -1)", lambda x: x[:, -3:-1], T=6),
    of("index", "x[0]", lambda x: x[:, 0], x="float[3, 2]"),
    of("index, from the end", "x[-1]", lambda x: x[:, -1], x="float[3, 2]"),
    of("index, last of free length", "x[-1]", lambda x: x[:, -1], lengths={"T": 4}, x="float[T, 2]"),
    of("index, second of free length", "x[1]", lambda x: x[:, 1], lengths={"T": 4}, x="float[T, 2]"),
    of("index, range", "x[1:3]", lambda x: x[:, 1:3], x="float[4, 2]"),
    of("index, column", "x[:, 0]", lambda x: x[:, :, 0], x="float[4, 2]"),
    of("index, column of free length", "x[:, 0]", lambda x: x[:, :, 0], lengths={"T": 4},
       x="float[T, 2]"),
    of("index, both", "x[2, -1]", lambda x: x[:, 2, -1], x="float[4, 2]"),
    of("index, ranges and steps", "x[::2, 1, -2:]", lambda x: x[:, ::2, 1, -2:], x="float[3, 2, 3]"),
    of("index, free length cut at both sides", "x[2:-1]", lambda x: x[:, 2:-1], lengths={"T": 6},
       x="float[T, 2]"),
    of("index, start of free length", "x[:3]", lambda x: x[:, :3], lengths={"T": 5},
       x="float[T, 2]"),
    of("a list's range", "add([x, 2 * x, 3 * x][1:])", lambda x: 5 * x, x="float[3]"),
    of("concat, along free lengths", "concat(x, y, x)", lambda x, y: torch.cat([x, y, x], 1),
       lengths={"T": 2, "U": 3}, x="float[T, 2]", y="float[U, 2]"),
]


def max_pool(axes, *arguments, **settings):
    return (nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d)[axes - 1](*arguments, **settings)


def avg_pool(axes, *arguments, **settings):
    return (nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d)[axes - 1](*arguments, **settings)


POOLING = [
    one("max_pool, dilated", "[1, 6, 5]", "max_pool(2, stride=1, dilation=[3, 2])",
        max_pool(2, 2, 1, 0, (3, 2))),
    one("max_pool, dilated and padded", "[2, 9]", "max_pool(3, stride=2, padding=1, dilation=2)",
        max_pool(1, 3, 2, 1, 2)),
    one("max_pool, ceil_mode", "[1, 5, 4]", "max_pool(2, ceil_mode=true)",
        max_pool(2, 2, ceil_mode=True)),
    one("max_pool, ceil_mode, nothing over", "[1, 4, 6]", "max_pool(2, ceil_mode=true)",
        max_pool(2, 2, ceil_mode=True)),
    one("max_pool, ceil_mode, padded", "[2, 8]", "max_pool(3, stride=3, padding=1, ceil_mode=true)",
        max_pool(1, 3, 3, 1, ceil_mode=True)),
    one("max_pool, ceil_mode, last window left out", "[2, 5]",
        "max_pool(2, stride=3, padding=1, ceil_mode=true)", max_pool(1, 2, 3, 1, ceil_mode=True)),
    one("max_pool, ceil_mode, dilated", "[2, 10]",
        "max_pool(2, stride=3, dilation=4, ceil_mode=true)", max_pool(1, 2, 3, 0, 4, ceil_mode=True)),
    one("max_pool 3-D, ceil_mode", "[1, 3, 4, 5]", "max_pool(2, ceil_mode=true)",
        max_pool(3, 2, ceil_mode=True)),
    one("avg_pool, ceil_mode", "[1, 5, 4]", "avg_pool(2, ceil_mode=true)",
        avg_pool(2, 2, ceil_mode=True)),
    one("avg_pool, ceil_mode, padded", "[1, 6, 5]",
        "avg_pool(3, stride=2, padding=1, ceil_mode=true)", avg_pool(2, 3, 2, 1, ceil_mode=True)),
    one("avg_pool, ceil_mode, padding not counted", "[1, 6, 5]",
        "avg_pool(3, stride=2, padding=1, ceil_mode=true, count_include_pad=false)",
        avg_pool(2, 3, 2, 1, ceil_mode=True, count_include_pad=False)),
    one("avg_pool, padding not counted", "[1, 5, 4]",
        "avg_pool(3, padding=1, count_include_pad=false)",
        avg_pool(2, 3, None, 1, count_include_pad=False)),
    one("avg_pool, padding not counted, of free length", "[2, T]",
        "avg_pool(3, stride=1, padding=1, count_include_pad=false)",
        avg_pool(1, 3, 1, 1, count_include_pad=False), T=5),
    one("avg_pool 1-D, ceil_mode, padded", "[2, 8]",
        "avg_pool(4, stride=3, padding=2, ceil_mode=true)", avg_pool(1, 4, 3, 2, ceil_mode=True)),
    one("avg_pool 3-D, ceil_mode", "[1, 3, 4, 3]", "avg_pool(2, ceil_mode=true)",
        avg_pool(3, 2, ceil_mode=True)),
    one("global_avg_pool", "[3, 2, 4]", "global_avg_pool", lambda x: x.mean([2, 3])),
    one("global_avg_pool 1-D, of free length", "[3, T]", "global_avg_pool", lambda x: x.mean(2),
        T=5),
    one("global_avg_pool 3-D", "[2, 2, 1, 3]", "global_avg_pool", lambda x: x.mean([2, 3, 4])),
    one("global_max_pool", "[3, 2, 4]", "global_max_pool", lambda x: x.amax([2, 3])),
    one("global_max_pool 1-D", "[3, 4]", "global_max_pool", lambda x: x.amax(2)),
    one("adaptive_avg_pool", "[2, 4, 6]", "adaptive_avg_pool([2, 3])", nn.AdaptiveAvgPool2d((2, 3))),
    one("adaptive_avg_pool, uneven", "[2, 5, 7]", "adaptive_avg_pool(3)", nn.AdaptiveAvgPool2d(3)),
    one("adaptive_avg_pool, one axis even", "[1, 4, 5]", "adaptive_avg_pool([2, 3])",
        nn.AdaptiveAvgPool2d((2, 3))),
    one("adaptive_avg_pool, overlapping evenly", "[2, 5]", "adaptive_avg_pool(4)",
        nn.AdaptiveAvgPool1d(4)),
    one("adaptive_avg_pool, longer", "[2, 3]", "adaptive_avg_pool(5)", nn.AdaptiveAvgPool1d(5)),
    one("adaptive_avg_pool 3-D, one", "[2, 3, 2, 2]", "adaptive_avg_pool(1)",
        nn.AdaptiveAvgPool3d(1)),
    one("adaptive_max_pool", "[2, 4, 6]", "adaptive_max_pool([2, 3])", nn.AdaptiveMaxPool2d((2, 3))),
    one("adaptive_max_pool, uneven", "[1, 5, 7]", "adaptive_max_pool(size=3)",
        nn.AdaptiveMaxPool2d(3)),
    one("adaptive_max_pool 1-D, longer", "[2, 3]", "adaptive_max_pool(4)", nn.AdaptiveMaxPool1d(4)),
]


def through(m, names, x, activation):
    for name in names:
        x = activation(m[name](x))
    return x


def residuals(m, x):
    for name in ("residual/dense", "residual_2/dense"):
        x = x + F.relu(m[name](x))
    return x


REPEATED = [
    one("repeat", "[4]", "repeat(3, dense(4) -> tanh)",
        lambda m, x: through(m, ("dense", "dense_2", "dense_3"), x, torch.tanh),
        named(*(nn.Linear(4, 4) for _ in range(3)))),
    one("repeat, no time", "[4]", "repeat(0, dense(4)) -> relu", F.relu),
    Case(
        "repeat, a block",
        """
        block residual(units) {
          input x
          output x + (x -> dense(units) -> relu)
        }

        model M {
          input x: float[3]
          output repeat(x, count=2, body=residual(3))
        }
        """,
        {"residual/dense": nn.Linear(3, 3), "residual_2/dense": nn.Linear(3, 3)},
        residuals,
    ),
    Case(
        "repeat, one layer again and again",
        """
        model M {
          input x: float[4]
          layer step = dense(4)
          output x -> repeat(3, step -> tanh)
        }
        """,
        {"step": nn.Linear(4, 4)},
        lambda m, x: through(m, ("step",) * 3, x, torch.tanh),
    ),
    Case(
        "repeat, shared as a whole",
        """
        model M {
          input a: float[4]
          input b: float[4]
          layer encode = repeat(2, dense(4) -> relu)
          output (a -> encode) - (b -> encode)
        }
        """,
        {"encode/dense": nn.Linear(4, 4), "encode/dense_2": nn.Linear(4, 4)},
        lambda m, a, b: through(m, ("encode/dense", "encode/dense_2"), a, F.relu)
        - through(m, ("encode/dense", "encode/dense_2"), b, F.relu),
    ),
]


# Trainings: a layer between two dense ones, so that its gradient reaches weights.


def between(name, text, means, width=6, outputs=2, module=None, **settings):
    """x -> dense -> what is tried -> dense."""
    program = f"""
    model M {{
      input x: float[4]
      output y = x -> dense({width}) -> {text} -> dense({outputs})
    }}
    """
    torch.manual_seed(1)
    inner = means(module, torch.zeros(1, width)) if module else means(torch.zeros(1, width))
    modules = named(nn.Linear(4, width), *([module] if module else []),
                    nn.Linear(inner.shape[-1], outputs))

    def forward(m, x):
        h = m["dense"](x)
        return {"y": m["dense_2"](means(m["prelu"], h) if module else means(h))}

    settings = {"loss": "mse", **sgd(lr=0.1), **settings}
    return Training(name, program, modules, forward, **settings)


def image(means, *shape):
    """As our reshape, then what is tried, then our flatten."""
    return lambda h: means(h.reshape(len(h), *shape)).flatten(1)


def siamese(m, a, b):
    codes = [F.relu(m["encode"](v)) for v in (a, b)]
    return {"distance": torch.linalg.vector_norm(codes[0] - codes[1], 2, 1)}


def upsampling(m, x):
    x = F.leaky_relu(m["conv"](x))
    x = torch.cat([F.interpolate(x, scale_factor=2), F.interpolate(x, scale_factor=2, mode="bilinear")], 1)
    x = m["conv_2"](F.pad(x, (1, 1, 1, 1), mode="reflect"))
    return {"y": m["dense"](x.mean([2, 3]))}


def free(m, x):
    h = torch.tanh(m["dense"](x))
    h = torch.cat([h[:, 1:], h[:, :2], h[:, -1:]], 1)
    return {"y": m["dense_2"](torch.cat([h.mean(1), h[:, -1]], 1))}


TRAININGS = [
    *(
        between(f"training {text}", text, means)
        for text, means in [
            ("leaky_relu(0.2)", lambda h: F.leaky_relu(h, 0.2)),
            ("elu", F.elu),
            ("selu", F.selu),
            ("gelu", F.gelu),
            ("gelu(approximate=tanh)", lambda h: F.gelu(h, approximate="tanh")),
            ("silu", F.silu),
            ("mish", F.mish),
            ("hard_swish", F.hardswish),
            ("softplus", F.softplus),
        ]
    ),
    between("training log_softmax", "log_softmax", lambda h: F.log_softmax(h, -1), **sgd(lr=0.03)),
    between("training relu6 and hard_sigmoid", "relu6 -> hard_sigmoid",
            lambda h: F.hardsigmoid(F.relu6(h))),
    between("training prelu", "prelu(6)", lambda m, h: m(h), module=nn.PReLU(6)),
    between("training max_pool, dilated, ceil_mode",
            "reshape([2, 9]) -> max_pool(2, stride=3, dilation=3, ceil_mode=true) -> flatten",
            image(max_pool(1, 2, 3, 0, 3, ceil_mode=True), 2, 9), width=18),
    between("training avg_pool, ceil_mode, padded",
            "reshape([1, 4, 5]) -> avg_pool(3, stride=2, padding=1, ceil_mode=true) -> flatten",
            image(avg_pool(2, 3, 2, 1, ceil_mode=True), 1, 4, 5), width=20),
    between("training avg_pool, padding not counted",
            "reshape([1, 4, 5]) -> avg_pool(3, stride=2, padding=1, count_include_pad=false)"
            " -> flatten",
            image(avg_pool(2, 3, 2, 1, count_include_pad=False), 1, 4, 5), width=20),
    between("training adaptive_max_pool, uneven",
            "reshape([1, 4, 5]) -> adaptive_max_pool(3) -> flatten",
            image(nn.AdaptiveMaxPool2d(3), 1, 4, 5), width=20),
    between("training adaptive_avg_pool, uneven",
            "reshape([1, 4, 5]) -> adaptive_avg_pool(3) -> flatten",
            image(nn.AdaptiveAvgPool2d(3), 1, 4, 5), width=20),
    between("training global_max_pool", "reshape([4, 3]) -> global_max_pool",
            lambda h: h.reshape(len(h), 4, 3).amax(2), width=12),
    between("training permute, pad and slice",
            "reshape([3, 4]) -> permute([1, 0]) -> pad([[1, 0], [0, 2]], mode=edge)"
            " -> slice(0, step=2) -> flatten",
            lambda h: F.pad(h.reshape(-1, 3, 4).mT, (0, 2, 1, 0), mode="replicate")[:, ::2]
            .flatten(1), width=12),
    between("training split, amax and amin",
            "split(2) -> (maximum -> amax(keep=true) | minimum -> amin(keep=true) | add) -> concat",
            lambda h: torch.cat([
                torch.maximum(*h.chunk(2, 1)).amax(1, keepdim=True),
                torch.minimum(*h.chunk(2, 1)).amin(1, keepdim=True),
                sum(h.chunk(2, 1))], 1)),
    Training(
        "training a distance of two codes",
        """
        model M {
          input a: float[6]
          input b: float[6]
          layer encode = dense(4)
          output distance = l2(relu(a -> encode) - relu(b -> encode))
        }
        """,
        {"encode": nn.Linear(6, 4)},
        siamese, loss="mse", **sgd(lr=0.05),
    ),
    Training(
        "training upsample and pad",
        """
        model M {
          input x: float[1, 4, 4]
          h = x -> conv(2, 3) -> leaky_relu
          wide = h -> (upsample(2) | upsample(2, mode=bilinear)) -> concat
          output y = wide -> pad(1, mode=reflect) -> conv(3, 3) -> global_avg_pool -> dense(2)
        }
        """,
        named(nn.Conv2d(1, 2, 3), nn.Conv2d(4, 3, 3), nn.Linear(3, 2)),
        upsampling, loss="mse", **adam(lr=0.02),
    ),
    Training(
        "training slices of a free length",
        """
        model M {
          input x: float[T, 3]
          h = x -> dense(4) -> tanh
          turned = concat(h[1:], h[:2], h[-1:])
          output y = concat(mean(turned, axis=0), turned[-1]) -> dense(2)
        }
        """,
        named(nn.Linear(3, 4), nn.Linear(8, 2)),
        free, lengths={"T": 5}, loss="mse", **sgd(lr=0.1),
    ),
]


def main():
    start()
    write("shapes.json", layers(ACTIVATIONS + REDUCTIONS + SHAPES + POOLING + REPEATED))
    write("training_shapes.json", trainings(TRAININGS))


if __name__ == "__main__":
    main()
