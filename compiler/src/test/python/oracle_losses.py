#!/usr/bin/env python3
"""Expected values for losses, optimizers, clipped gradients and metrics.

Writes two files into compiler/src/test/resources/oracle/, in the formats of oracle.py:

    training_losses.json  trainings by PyTorch, Lion and LAMB by NumPy from their papers
    metrics.json          .nnd texts with weights, batches of unequal size, and the metrics over all
                          of them by scikit-learn, each with how far it may be off

How to run, from anywhere (the CPU is enough):

    venv/bin/pip install torch numpy scikit-learn
    venv/bin/python compiler/src/test/python/oracle_losses.py
"""

import dataclasses
from collections.abc import Callable

import numpy as np
import torch
from sklearn import metrics
from torch import nn
from torch.nn import functional

import oracle
from oracle import Case, as_json, expected, given, named, pipeline, short

# What is trained


def mlp(outputs):
    program = f"""
    model M {{
      input x: float[4]
      output y = x -> dense(5) -> tanh -> dense({outputs})
    }}
    """
    return program, named(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, outputs)), pipeline


def steps(outputs):
    program = f"""
    model M {{
      input x: float[T, 4]
      output y = x -> dense({outputs})
    }}
    """
    return program, named(nn.Linear(4, outputs)), pipeline


IMAGE = (
    """
    model M {
      input x: float[1, 3, 2]
      output y = x -> conv(3, 1)
    }
    """,
    named(nn.Conv2d(1, 3, 1)),
    pipeline,
)
LOG_PROBABILITIES = (
    """
    model M {
      input x: float[4]
      p = x -> dense(3) -> softmax
      output y = p ** 2 - 1.5
    }
    """,
    named(nn.Linear(4, 3), nn.Softmax(1)),
    lambda m, x: pipeline(m, x) ** 2 - 1.5,
)

# Optimizers


class FromPaper:
    """An optimizer in NumPy; `update` gives what is taken off a weight."""

    def __init__(self, parameters):
        self.parameters = list(parameters)
        self.state = [[np.zeros(p.shape)] * 2 for p in self.parameters]
        self.t = 0

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        self.t += 1
        with torch.no_grad():
            for i, p in enumerate(self.parameters):
                step, self.state[i] = self.update(p.numpy(), p.grad.numpy(), *self.state[i])
                p -= torch.from_numpy(step)


class Lion(FromPaper):
    """Chen et al., Symbolic Discovery of Optimization Algorithms, 2023: program 1."""

    def __init__(self, parameters, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
        super().__init__(parameters)
        self.lr, self.beta1, self.beta2, self.decay = lr, beta1, beta2, weight_decay

    def update(self, w, g, m, _):
        u = np.sign(self.beta1 * m + (1 - self.beta1) * g)
        return self.lr * (u + self.decay * w), [self.beta2 * m + (1 - self.beta2) * g, _]


class Lamb(FromPaper):
    """You et al., Large Batch Optimization for Deep Learning, 2020: algorithm 2, each weight a layer."""

    def __init__(
        self, parameters, lr=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-6, weight_decay=0.01
    ):
        super().__init__(parameters)
        self.lr, self.betas, self.epsilon, self.decay = lr, (beta1, beta2), epsilon, weight_decay

    def update(self, w, g, m, v):
        beta1, beta2 = self.betas
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        r = m / (1 - beta1**self.t) / (np.sqrt(v / (1 - beta2**self.t)) + self.epsilon)
        u = r + self.decay * w
        lengths = np.linalg.norm(w), np.linalg.norm(u)
        trust = lengths[0] / lengths[1] if min(lengths) > 0 else 1.0
        return self.lr * trust * u, [m, v]


def with_betas(optimizer):
    """Our names for PyTorch's pair of betas."""

    def make(parameters, beta1=0.9, beta2=0.999, epsilon=1e-8, **settings):
        return optimizer(parameters, betas=(beta1, beta2), eps=epsilon, **settings)

    return make


def with_epsilon(optimizer):
    def make(parameters, **settings):
        if "epsilon" in settings:
            settings["eps"] = settings.pop("epsilon")
        return optimizer(parameters, **settings)

    return make


def decaying_as_told(optimizer):
    """Our decay=weights: biases and norms have one axis, and their own group without decay."""

    def make(parameters, decay="all", **settings):
        if decay == "all":
            return optimizer(parameters, **settings)
        groups = [
            {"params": [p for p in parameters if p.ndim > 1]},
            {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0.0},
        ]
        return optimizer(groups, **settings)

    return make


OPTIMIZERS = {
    "sgd": decaying_as_told(torch.optim.SGD),
    "adam": with_betas(torch.optim.Adam),
    "adamw": decaying_as_told(with_betas(torch.optim.AdamW)),
    "nadam": with_betas(torch.optim.NAdam),
    "adagrad": with_epsilon(torch.optim.Adagrad),
    "adadelta": with_epsilon(torch.optim.Adadelta),
    "rmsprop": with_epsilon(torch.optim.RMSprop),
    "lion": Lion,
    "lamb": Lamb,
}
oracle.OPTIMIZERS.update(OPTIMIZERS)


# Trainings


@dataclasses.dataclass
class Objective(oracle.Training):
    """A training by a loss with arguments, or by any expression."""

    loss: str = "cross_entropy(y, label)"
    means: Callable = functional.cross_entropy
    draw_labels: Callable = lambda y: torch.randint(y.shape[1], y.shape[:1])
    clipping: str = ""
    clips: Callable = lambda parameters: None

    def loss_text(self, output):
        return self.loss

    def other_lines(self):
        return [self.clipping] if self.clipping else []

    def labels(self, result):
        return self.draw_labels(result)

    def loss_of(self, result, label):
        return self.means(result, label)

    def clip(self, parameters):
        self.clips(parameters)


def optimized(optimizer, **settings):
    """The same small network for each optimizer."""
    arguments = ", ".join(f"{name}={oracle.written(x)}" for name, x in settings.items())
    name = f"{optimizer}({arguments})"
    return Objective(name, *mlp(3), optimizer=optimizer, settings=settings)


def clipped(clipping, clips, name=None):
    return Objective(
        name or clipping, *mlp(3), clipping=clipping, clips=clips, **oracle.sgd(lr=0.5, momentum=0.9)
    )


def objective(name, network, loss, means, labels, lengths=None):
    return Objective(
        f"{name}: {loss}",
        *network,
        loss=loss,
        means=means,
        draw_labels=labels,
        lengths=lengths or {},
        **oracle.sgd(lr=0.2),
    )


def classes(y):
    return torch.randint(y.shape[1], y.shape[:1])


def class_of_each_step(y):
    return torch.randint(y.shape[2], y.shape[:2])


def class_of_each_pixel(y):
    return torch.randint(y.shape[1], (len(y), *y.shape[2:]))


def or_ignored(labels, ignored):
    """Labels of which the first is the ignored one."""

    def draw(y):
        drawn = labels(y)
        drawn[0] = ignored
        return drawn

    return draw


def answers(y):
    return torch.randint(2, (len(y),))


def answers_in_floats(y):
    return torch.randint(2, y.shape).to(y.dtype)


def shares(y):
    return short(torch.rand_like(y))


def probabilities(y):
    """Of which one is 0."""
    exact = torch.tensor([[0.5, 0.25, 0.25], [0.0, 0.125, 0.875], [0.75, 0.25, 0.0], [1.0, 0, 0]])
    return exact[torch.randperm(4)]


def numbers(y):
    return short(3 * torch.randn_like(y))


def cross_entropy(weights=None, smoothing=0.0, ignore=-100):
    def loss(y, label):
        w = None if weights is None else torch.tensor(weights, dtype=y.dtype)
        return functional.cross_entropy(
            y, label, w, ignore_index=ignore, label_smoothing=smoothing
        )

    return loss


def classes_last(loss):
    """PyTorch wants the classes second."""
    return lambda y, label: loss(y.movedim(-1, 1), label)


def binary(weight=1.0):
    def loss(y, label):
        return functional.binary_cross_entropy_with_logits(
            y, label.reshape(y.shape).to(y.dtype), pos_weight=torch.tensor(weight, dtype=y.dtype)
        )

    return loss


W = [0.5, 1.0, 3.0]
TRAININGS = [
    objective("classes", mlp(3), "cross_entropy(y, label, weights=[0.5, 1, 3])", cross_entropy(W),
              classes),
    objective("classes", mlp(3), "cross_entropy(y, label, smoothing=0.1)",
              cross_entropy(smoothing=0.1), classes),
    objective("classes", mlp(3), "cross_entropy(y, label, [0.5, 1, 3], 0.2)",
              cross_entropy(W, 0.2), classes),
    objective("an ignored class", mlp(3), "cross_entropy(y, label, ignore=1)",
              cross_entropy(ignore=1), or_ignored(classes, 1)),
    objective("ignored, no class", mlp(3), "cross_entropy(y, label, ignore=255)",
              cross_entropy(ignore=255), or_ignored(classes, 255)),
    objective("all at once", mlp(3),
              "cross_entropy(y, label, weights=[0.5, 1, 3], smoothing=0.2, ignore=2)",
              cross_entropy(W, 0.2, 2), or_ignored(classes, 2)),
    objective("ignored and smoothed", mlp(3), "cross_entropy(y, label, smoothing=0.2, ignore=-1)",
              cross_entropy(None, 0.2, -1), or_ignored(classes, -1)),
    objective("steps", steps(3), "cross_entropy(y, label, [0.5, 1, 3], 0.2, ignore=-1)",
              classes_last(cross_entropy(W, 0.2, -1)), or_ignored(class_of_each_step, -1),
              {"T": 3}),
    objective("pixels", IMAGE, "cross_entropy(y, label, axis=channels)", cross_entropy(),
              class_of_each_pixel),
    objective("pixels", IMAGE,
              "cross_entropy(y, label, [0.5, 1, 3], 0.2, ignore=255, axis=0)",
              cross_entropy(W, 0.2, 255), or_ignored(class_of_each_pixel, 255)),
    objective("one score", mlp(1), "binary_cross_entropy(y, label)", binary(), answers),
    objective("one score", mlp(1), "binary_cross_entropy(y, label, positive_weight=3)", binary(3.0),
              answers),
    objective("scores", mlp(3), "binary_cross_entropy(y, label)", binary(), answers_in_floats),
    objective("scores", mlp(3), "binary_cross_entropy(y, label, 0.5)", binary(0.5), shares),
    objective("numbers", mlp(2), "mae(y, label)", functional.l1_loss, numbers),
    objective("numbers", mlp(2), "huber(y, label)", functional.huber_loss, numbers),
    objective("numbers", mlp(2), "huber(y, label, delta=2.5)",
              lambda y, label: functional.huber_loss(y, label, delta=2.5), numbers),
    objective("log-probabilities", LOG_PROBABILITIES, "kl_divergence(y, label)",
              lambda y, label: functional.kl_div(y, label, reduction="batchmean"), probabilities),
    objective("classes", mlp(4), "hinge(y, label)", functional.multi_margin_loss, classes),
    objective("classes", mlp(4), "hinge(y, label, margin=0.3)",
              lambda y, label: functional.multi_margin_loss(y, label, margin=0.3), classes),
    objective("steps", steps(3), "hinge(y, label)",
              lambda y, label: functional.multi_margin_loss(y.flatten(0, 1), label.flatten()),
              class_of_each_step, {"T": 3}),
    objective("an expression", mlp(3), "cross_entropy(y, label) + 0.01 * mse(y, 2 * y)",
              lambda y, label: functional.cross_entropy(y, label) + 0.01 * (y**2).mean(), classes),
    objective("an expression for each example", mlp(2), "(y - label) ** 2 + 0.1 * y",
              lambda y, label: ((y - label) ** 2 + 0.1 * y).mean(), numbers),
    objective("an expression of both", mlp(3), "cross_entropy(y, label) + 0.1 * y ** 2",
              lambda y, label: functional.cross_entropy(y, label) + 0.1 * (y**2).mean(), classes),
    optimized("sgd"),
    optimized("sgd", lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.1),
    optimized("sgd", lr=0.1, weight_decay=0.2, decay="weights"),
    optimized("adam", lr=0.01, weight_decay=0.1),
    optimized("adamw"),
    optimized("adamw", lr=0.02, beta1=0.8, beta2=0.95, epsilon=0.0001, weight_decay=0.3),
    optimized("adamw", lr=0.02, weight_decay=1.0, decay="weights"),
    optimized("nadam"),
    optimized("nadam", lr=0.01, beta1=0.8, beta2=0.95, epsilon=0.0001, momentum_decay=0.1,
              weight_decay=0.1),
    optimized("adagrad"),
    optimized("adagrad", lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5, epsilon=0.001,
              weight_decay=0.1),
    optimized("adadelta"),
    optimized("adadelta", lr=0.5, rho=0.8, epsilon=0.01, weight_decay=0.1),
    optimized("rmsprop"),
    optimized("rmsprop", lr=0.01, alpha=0.9, epsilon=0.01, momentum=0.5, weight_decay=0.1),
    optimized("rmsprop", lr=0.01, alpha=0.9, epsilon=0.01, centered=True),
    optimized("rmsprop", lr=0.01, alpha=0.9, epsilon=0.01, momentum=0.5, centered=True),
    optimized("lion"),
    optimized("lion", lr=0.001, beta1=0.8, beta2=0.95, weight_decay=0.5),
    optimized("lamb"),
    optimized("lamb", lr=0.02, beta1=0.8, beta2=0.95, epsilon=0.001, weight_decay=0.1),
    clipped("clip_norm 0.2", lambda ps: nn.utils.clip_grad_norm_(ps, 0.2)),
    clipped("clip_norm 0.7", lambda ps: nn.utils.clip_grad_norm_(ps, 0.7)),
    clipped("clip_value 0.05", lambda ps: nn.utils.clip_grad_value_(ps, 0.05)),
    clipped("clip_norm 0.2\n  clip_value 0.1",
            lambda ps: (nn.utils.clip_grad_value_(ps, 0.1), nn.utils.clip_grad_norm_(ps, 0.2)),
            "clip_value, then clip_norm"),
]


# metrics.json


@dataclasses.dataclass
class Measured(Case):
    """Metrics over batches of unequal size."""

    train: str = ""
    sizes: tuple = (7, 12, 1, 5)
    draw_labels: Callable = classes
    metrics: dict = dataclasses.field(default_factory=dict)

    def text(self):
        lines = [f"  {line}" for line in self.train.strip().splitlines()]
        return "\n".join([self.program, "", "train M {", *lines, "  optimizer sgd", "}"])

    def case(self):
        self.prepare()
        batches = []
        for size in self.sizes:
            inputs = self.inputs(size)
            (result,) = self.outputs(inputs).values()
            batches.append((inputs | {"label": self.draw_labels(result)}, result.detach()))
        y = torch.cat([result for _, result in batches]).numpy()
        label = torch.cat([batch["label"] for batch, _ in batches]).numpy()
        return {
            "name": self.name,
            "program": self.text(),
            "weights": as_json(self.weights(), given),
            "batches": [as_json(batch, given) for batch, _ in batches],
            "metrics": {name: entry(metric(label, y)) for name, metric in self.metrics.items()},
        }


def entry(measured):
    """A metric, or a pair of it and how far it may be off; a matrix is exact."""
    if isinstance(measured, np.ndarray):
        return {"counts": measured.tolist()}
    value, tolerance = measured if isinstance(measured, tuple) else (measured, 1e-5)
    return {"value": expected(value), "tolerance": tolerance}


def decided(y):
    return y.argmax(-1)


def positive(y):
    return (y > 0).astype(int)


def of_decisions(metric, decide=decided, **settings):
    def measure(label, y):
        return metric(label.reshape(-1), decide(y).reshape(-1), zero_division=0, **settings)

    return measure


def accuracy(decide=decided):
    return lambda label, y: metrics.accuracy_score(label.reshape(-1), decide(y).reshape(-1))


def per_class(average, decide=decided):
    return {
        name: of_decisions(metric, decide, average=average)
        for name, metric in {
            "precision": metrics.precision_score,
            "recall": metrics.recall_score,
            "f1": metrics.f1_score,
        }.items()
    }


def confusion(classes, decide=decided):
    return lambda label, y: metrics.confusion_matrix(
        label.reshape(-1), decide(y).reshape(-1), labels=range(classes)
    )


def perplexity(ignore=-100):
    def measure(label, y):
        y, label = torch.from_numpy(y).reshape(-1, y.shape[-1]), torch.from_numpy(label).flatten()
        return functional.cross_entropy(y, label, ignore_index=ignore).exp().item()

    return measure


def auc(score=lambda y: y):
    """The exact area, and by how much the histogram's may be off: half the pairs in one bin."""

    def measure(label, y):
        label, scores = label.reshape(-1), score(y).reshape(-1)
        bins = np.floor(2047 / (1 + np.exp(-scores / 4)) + 0.5).astype(int)
        zeros, ones = (np.bincount(bins[label == c], minlength=2048) for c in (0, 1))
        share = (zeros * ones).sum() / (zeros.sum() * ones.sum())
        return metrics.roc_auc_score(label, scores), share / 2 + 1e-9

    return measure


PER_CLASS = """
metric precision(y, label{0})
metric recall(y, label{0})
metric f1(y, label{0})
"""


def dense(inputs, outputs, shape=None):
    program = f"""
    model M {{
      input x: float[{shape or inputs}]
      output y = x -> dense({outputs})
    }}
    """
    return program, named(nn.Linear(inputs, outputs))


FAR_FROM_ZERO = (
    """
    model M {
      input x: float[4]
      output y = (x -> dense(1)) + 100
    }
    """,
    named(nn.Linear(4, 1)),
    lambda m, x: pipeline(m, x) + 100,
)


def without_the_last(y):
    """So that a class neither is a label nor, as a rule, decided."""
    return torch.randint(y.shape[1] - 1, y.shape[:1])


def one_constant(y):
    label = short(y + torch.randn_like(y))
    label[:, 0] = 0.5
    return label


MEASURED = [
    Measured(
        "classes", *dense(4, 6),
        train="loss cross_entropy(y, label)\nmetric accuracy(y, label)\n"
        "metric top_k_accuracy(y, label, k=2)\nmetric perplexity(y, label)\n"
        "metric confusion(y, label)" + PER_CLASS.format(""),
        metrics={
            "accuracy": accuracy(),
            "top_k_accuracy": lambda label, y: metrics.top_k_accuracy_score(
                label, y, k=2, labels=range(6)
            ),
            "perplexity": perplexity(),
            "confusion": confusion(6),
            **per_class("macro"),
        },
    ),
    Measured(
        "top five of six", *dense(4, 6),
        train="loss cross_entropy(y, label)\nmetric top_k_accuracy(y, label)",
        metrics={
            "top_k_accuracy": lambda label, y: metrics.top_k_accuracy_score(
                label, y, k=5, labels=range(6)
            ),
        },
    ),
    *(
        Measured(
            f"classes, {average}", *dense(4, 5),
            train="loss cross_entropy(y, label)" + PER_CLASS.format(f", average={average}"),
            draw_labels=without_the_last,
            metrics=per_class(average),
        )
        for average in ("macro", "micro", "weighted")
    ),
    Measured(
        "classes that never come", *dense(4, 40),
        train="loss cross_entropy(y, label)" + PER_CLASS.format(""),
        metrics=per_class("macro"),
    ),
    Measured(
        "two classes", *dense(4, 2),
        train="loss cross_entropy(y, label)\nmetric auc(y, label)" + PER_CLASS.format(""),
        sizes=(70, 12, 1, 50),
        metrics={**per_class("binary"), "auc": auc(lambda y: y[:, 1] - y[:, 0])},
    ),
    Measured(
        "two classes, macro", *dense(4, 2),
        train="loss cross_entropy(y, label)" + PER_CLASS.format(", average=macro"),
        metrics=per_class("macro"),
    ),
    Measured(
        "one score", *dense(4, 1),
        train="loss binary_cross_entropy(y, label)\nmetric auc(y, label)\n"
        "metric accuracy(y, label)\nmetric confusion(y, label)" + PER_CLASS.format(""),
        sizes=(70, 12, 1, 50),
        draw_labels=answers,
        metrics={
            "auc": auc(),
            "accuracy": accuracy(positive),
            "confusion": confusion(2, positive),
            **per_class("binary", positive),
        },
    ),
    Measured(
        "a score for each label", *dense(4, 3),
        train="loss binary_cross_entropy(y, label)\nmetric auc(y, label)\n"
        "metric accuracy(y, label)" + PER_CLASS.format(""),
        draw_labels=answers_in_floats,
        metrics={"auc": auc(), "accuracy": accuracy(positive), **per_class("binary", positive)},
    ),
    Measured(
        "steps", *dense(4, 3, "T, 4"),
        lengths={"T": 3},
        train="loss cross_entropy(y, label, ignore=-1)\nmetric perplexity(y, label, ignore=-1)\n"
        "metric confusion(y, label)",
        draw_labels=or_ignored(class_of_each_step, -1),
        metrics={"perplexity": perplexity(-1), "confusion": confusion(3)},
    ),
    Measured(
        "pixels", IMAGE[0], IMAGE[1],
        train="loss cross_entropy(y, label, axis=channels)\n"
        "metric accuracy(y, label, axis=channels)\n"
        "metric top_k_accuracy(y, label, k=2, axis=channels)\n"
        "metric confusion(y, label, axis=channels)"
        + PER_CLASS.format(", axis=channels"),
        sizes=(2, 1),
        draw_labels=class_of_each_pixel,
        metrics={
            "accuracy": accuracy(lambda y: y.argmax(1)),
            "top_k_accuracy": lambda label, y: metrics.top_k_accuracy_score(
                label.reshape(-1), np.moveaxis(y, 1, -1).reshape(-1, 3), k=2
            ),
            "confusion": confusion(3, lambda y: y.argmax(1)),
            **per_class("macro", lambda y: y.argmax(1)),
        },
    ),
    Measured(
        "numbers", *dense(4, 2),
        train="loss mse(y, label)\nmetric mse(y, label)\nmetric mae(y, label)\n"
        "metric rmse(y, label)\nmetric r2(y, label)\nmetric (y - label) ** 2 / 2",
        draw_labels=lambda y: short(y + torch.randn_like(y)),
        metrics={
            "mse": metrics.mean_squared_error,
            "mae": metrics.mean_absolute_error,
            "rmse": lambda label, y: metrics.mean_squared_error(label, y) ** 0.5,
            "r2": metrics.r2_score,
            "metric": lambda label, y: metrics.mean_squared_error(label, y) / 2,
        },
    ),
    Measured(
        "numbers far from zero", *FAR_FROM_ZERO,
        train="loss mse(y, label)\nmetric r2(y, label)",
        draw_labels=lambda y: short(y + torch.randn_like(y)),
        metrics={"r2": metrics.r2_score},
    ),
    Measured(
        "an output that never changes", *dense(4, 2),
        train="loss mse(y, label)\nmetric r2(y, label)",
        draw_labels=one_constant,
        metrics={"r2": metrics.r2_score},
    ),
]


def main():
    print(f"torch {torch.__version__}, numpy {np.__version__}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    oracle.write("training_losses.json", oracle.trainings(TRAININGS))
    oracle.write("metrics.json", (case.case() for case in MEASURED))


if __name__ == "__main__":
    main()
