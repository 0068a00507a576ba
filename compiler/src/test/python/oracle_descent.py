#!/usr/bin/env python3
"""Expected values for how weights follow the loss: schedules, accumulated gradients, moving means of
weights, factors of the learning rate, frozen layers, penalties and weighted examples.

Writes training_descent.json into compiler/src/test/resources/oracle/, in the format of oracle.py; a
case may say in `length` how many steps the training has, and in `measured` the loss that is told
before a step.

How to run, from anywhere (the CPU is enough):

    venv/bin/pip install torch numpy
    venv/bin/python compiler/src/test/python/oracle_descent.py
"""

import dataclasses
import itertools
from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional
from torch.optim import lr_scheduler, swa_utils

import oracle
from oracle import STEPS, pipeline, sgd, short
from oracle_losses import (
    Objective,
    answers,
    answers_in_floats,
    class_of_each_step,
    classes,
    mlp,
    or_ignored,
)


@dataclasses.dataclass
class Descent(Objective):
    """A training with lines of its own, and what they mean in PyTorch.

    `schedule` makes a scheduler of an optimizer; it steps with every update, or where it wants to be
    told a loss, with each of `measured`, by the number of the step before which it is told.
    """

    lines: tuple = ()
    schedule: Callable = None
    measured: dict = dataclasses.field(default_factory=dict)
    accumulate: int = 1
    average: float = 0.0
    groups: Callable = None
    penalty: Callable = lambda parameters: 0.0
    length: int = 0

    def other_lines(self):
        return list(self.lines)

    def optimizer_of(self, modules):
        parameters = [p for module in modules.values() for p in module.parameters()]
        groups = self.groups(modules, self.settings["lr"]) if self.groups else parameters
        return oracle.OPTIMIZERS[self.optimizer](groups, **self.settings)

    def run(self, modules, batches):
        whole = nn.ModuleList(modules.values())
        whole.zero_grad()
        optimizer = self.optimizer_of(modules)
        schedule = self.schedule(optimizer) if self.schedule else None
        mean = None
        if self.average:
            update = swa_utils.get_ema_multi_avg_fn(self.average)
            mean = swa_utils.AveragedModel(whole, multi_avg_fn=update)
        losses = []
        for i, batch in enumerate(itertools.islice(itertools.cycle(batches), STEPS)):
            if i in self.measured:
                schedule.step(self.measured[i])
            inputs = dict(batch)
            label = inputs.pop("label")
            weight = [abs(inputs["w"])] if "w" in inputs else []
            (result,) = self.outputs(inputs, modules).values()
            loss = self.loss_of(result, label, *weight) + self.penalty(list(whole.parameters()))
            (loss / self.accumulate).backward()
            if (i + 1) % self.accumulate == 0:
                self.clip(list(whole.parameters()))
                optimizer.step()
                optimizer.zero_grad()
                if mean:
                    mean.update_parameters(whole)
                if schedule and not self.measured:
                    schedule.step()
            losses.append(loss.item())
        if mean and modules is self.modules:
            self.mean = dict(zip(modules, mean.module))
        return losses

    def loss_of(self, result, label, *weight):
        return self.means(result, label, *weight)

    def weights(self):
        result = super().weights()
        if getattr(self, "mean", None):
            for path, module in self.mean.items():
                for name, value in oracle.weights_of(module).items():
                    result[f"{path}/{name}/ema"] = value
        return result

    def extra(self):
        told = {str(step): loss for step, loss in self.measured.items()}
        return {"length": self.length} | ({"measured": told} if told else {})


def case(name, *lines, network=None, settings=None, **means):
    settings = settings or sgd(lr=0.2)
    return Descent(name, *(network or mlp(3)), lines=lines, draw_labels=classes, **settings, **means)


def weighing(arguments, network, means, labels, name="cross_entropy"):
    loss = f"{name}(y, label, {arguments})"
    return Descent(loss + f" of {network[0].count('3, 4')}", *network, loss=loss, means=means,
                   draw_labels=labels, **sgd(lr=0.2))


def scheduled(text, schedule, length=STEPS, **others):
    lines = (f"schedule {text}", f"epochs {others.pop('epochs', 5)}", *others.pop("lines", ()))
    return case(text, *lines, schedule=schedule, length=length, **others)


def warmed(optimizer, steps, then):
    """PyTorch's: from 1 / steps to 1, then another schedule."""
    first = lr_scheduler.LinearLR(optimizer, 1 / steps, total_iters=steps - 1)
    return lr_scheduler.SequentialLR(optimizer, [first, then(optimizer)], [steps])


FREEZE = (
    """
    model M {
      input x: float[4]
      output y = x -> dense(5, frozen=true) -> tanh -> dense(3, lr_scale=0.1)
    }
    """,
    *mlp(3)[1:],
)
FREE = (FREEZE[0].replace(", frozen=true", ""), *FREEZE[1:])


class FrozenNorm(nn.BatchNorm1d):
    """Batch normalisation by its moving statistics, whatever they are."""

    def reset_parameters(self):
        nn.init.normal_(self.weight, 1)
        nn.init.normal_(self.bias)
        self.running_mean.copy_(short(torch.randn(self.num_features)))
        self.running_var.copy_(short(torch.rand(self.num_features) + 0.5))

    def named_weights(self):
        learned = {"weight": self.weight, "bias": self.bias}
        return learned | {"mean": self.running_mean, "variance": self.running_var}


FROZEN_NORM = (
    """
    model M {
      input x: float[4]
      output y = x -> dense(5) -> batch_norm(frozen=true) -> tanh -> dense(3)
    }
    """,
    {
        "dense": nn.Linear(4, 5),
        "batch_norm": FrozenNorm(5),
        "tanh": nn.Tanh(),
        "dense_2": nn.Linear(5, 3),
    },
    pipeline,
)


def all_but_the_norm(modules, lr):
    return [{"params": [p for m in ("dense", "dense_2") for p in modules[m].parameters()]}]


WEIGHTED = (
    """
    model M {
      input x: float[4]
      input w: float
      count = abs(w)
      output y = x -> dense(5) -> tanh -> dense(3)
    }
    """,
    mlp(3)[1],
    lambda m, x, w: pipeline(m, x),
)
WEIGHTED_STEPS = (
    """
    model M {
      input x: float[3, 4]
      input w: float
      count = abs(w)
      output y = x -> dense(3)
    }
    """,
    {"dense": nn.Linear(4, 3)},
    lambda m, x, w: pipeline(m, x),
)


def weighted(classes=None, smoothing=0.0, ignore=-100):
    """The mean by what examples and classes count, of PyTorch's loss of each label."""

    def loss(y, label, w):
        of = None if classes is None else torch.tensor(classes, dtype=y.dtype)
        y = y.movedim(-1, 1)
        settings = {"ignore_index": ignore, "label_smoothing": smoothing}
        each = functional.cross_entropy(y, label, of, reduction="none", **settings)
        known = (label != ignore).to(y.dtype)
        counts = known if of is None else known * of[label.clamp(min=0)]
        w = w.reshape(len(w), *(1,) * (label.ndim - 1))
        return (w * each).sum() / (w * counts).sum()

    return loss


def weighted_answers(positive_weight=1.0):
    """The same of PyTorch's loss of yes and no."""

    def loss(y, label, w):
        label = label.reshape(y.shape).to(y.dtype)
        w = w.reshape(len(w), 1).expand(y.shape)
        p = torch.tensor(positive_weight, dtype=y.dtype)
        return functional.binary_cross_entropy_with_logits(
            y, label, weight=w / w.sum(), reduction="sum", pos_weight=p
        )

    return loss


def only_the_last(modules, lr):
    return [{"params": list(modules["dense_2"].parameters()), "lr": 0.1 * lr}]


def scaled(modules, lr):
    first, last = modules["dense"], modules["dense_2"]
    return [
        {"params": list(first.parameters())},
        {"params": list(last.parameters()), "lr": 0.1 * lr},
    ]


def squares(rate, least=2):
    return lambda ps: rate * sum((p**2).sum() for p in ps if p.ndim >= least)


def absolutes(rate, least=2):
    return lambda ps: rate * sum(p.abs().sum() for p in ps if p.ndim >= least)


MEASURED = {4: 1.0, 8: 0.9, 12: 0.95, 13: 0.91, 14: 0.8, 16: 0.85, 17: 0.85, 18: 0.9}

TRAININGS = [
    scheduled("constant", lambda o: lr_scheduler.ConstantLR(o, 1.0)),
    scheduled("constant(warmup=6, unit=steps)",
              lambda o: warmed(o, 6, lambda o: lr_scheduler.ConstantLR(o, 1.0))),
    scheduled("step(every=7, factor=0.5, unit=steps)", lambda o: lr_scheduler.StepLR(o, 7, 0.5)),
    scheduled("step(every=2, factor=0.3)",
              lambda o: lr_scheduler.LambdaLR(o, lambda s: 0.3 ** (s // 4 // 2))),
    scheduled("step(2, 0.3, warmup=0.5)",
              lambda o: warmed(o, 2, lambda o: lr_scheduler.StepLR(o, 8, 0.3))),
    scheduled("exponential(0.9, unit=steps)", lambda o: lr_scheduler.ExponentialLR(o, 0.9)),
    scheduled("exponential(0.5)",
              lambda o: lr_scheduler.LambdaLR(o, lambda s: 0.5 ** (s // 4))),
    scheduled("cosine", lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS)),
    scheduled("cosine(to=0.1)", lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, 0.02)),
    scheduled("cosine(steps=13)", lambda o: lr_scheduler.LambdaLR(
        o, [lambda s: 0.5 * (1 + torch.cos(torch.tensor(torch.pi * min(s, 13) / 13)).item())])),
    scheduled("cosine(warmup=1)", lambda o: warmed(
        o, 4, lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS - 4))),
    scheduled("linear", lambda o: lr_scheduler.LinearLR(o, 1.0, 0.0, STEPS)),
    scheduled("linear(from=0.2, to=0.7)", lambda o: lr_scheduler.LinearLR(o, 0.2, 0.7, STEPS)),
    scheduled("one_cycle", lambda o: lr_scheduler.OneCycleLR(
        o, 0.2, total_steps=STEPS + 1, cycle_momentum=False), length=STEPS + 1),
    scheduled("one_cycle(rise=0.4, start=0.2, end=0.01)", lambda o: lr_scheduler.OneCycleLR(
        o, 0.2, total_steps=STEPS + 1, pct_start=0.4, div_factor=5, final_div_factor=20,
        cycle_momentum=False), length=STEPS + 1),
    scheduled("plateau(factor=0.5, patience=1)", lambda o: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.5, patience=1), measured=MEASURED),
    scheduled("plateau(0.3, 0, threshold=0.2)", lambda o: lr_scheduler.ReduceLROnPlateau(
        o, factor=0.3, patience=0, threshold=0.2), measured=MEASURED),
    case("cosine, with adamw", "schedule cosine(to=0.2)", settings={
        "optimizer": "adamw", "settings": {"lr": 0.01, "weight_decay": 0.1}},
        schedule=lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, 0.002), length=STEPS),
    case("accumulate", "accumulate 4", accumulate=4, settings=sgd(lr=0.5)),
    case("accumulate, a rest stays", "accumulate 3", accumulate=3,
         settings=oracle.adam(lr=0.05)),
    case("accumulate, clipped", "accumulate 2", "clip_norm 0.2", accumulate=2,
         clips=lambda ps: nn.utils.clip_grad_norm_(ps, 0.2), settings=sgd(lr=0.5, momentum=0.9)),
    case("accumulate, scheduled", "accumulate 4", "schedule linear", accumulate=4,
         schedule=lambda o: lr_scheduler.LinearLR(o, 1.0, 0.0, STEPS // 4), length=STEPS,
         settings=sgd(lr=0.5)),
    case("accumulate, nadam", "accumulate 2", accumulate=2,
         settings={"optimizer": "nadam", "settings": {"lr": 0.05}}),
    case("ema", "ema 0.9", average=0.9),
    case("ema, accumulated", "ema 0.8", "accumulate 3", average=0.8, accumulate=3,
         settings=oracle.adam(lr=0.05)),
    case("frozen and slow", network=FREEZE, groups=only_the_last,
         settings=sgd(lr=2.0, momentum=0.9)),
    case("slow", network=FREE, groups=scaled, settings=oracle.adam(lr=0.05)),
    case("slow, nadam", network=FREE, groups=scaled,
         settings={"optimizer": "nadam", "settings": {"lr": 0.05}}),
    case("a setting freezes", 'freeze "dense"', network=FREE, groups=only_the_last,
         settings=sgd(lr=2.0, momentum=0.9)),
    case("a frozen norm", network=FROZEN_NORM, groups=all_but_the_norm),
    weighing("weight=count", WEIGHTED, weighted(), classes),
    weighing("[0.5, 1, 3], 0.2, ignore=-1, weight=count", WEIGHTED,
             weighted([0.5, 1.0, 3.0], 0.2, -1), or_ignored(classes, -1)),
    weighing("[0.5, 1, 3], weight=count", WEIGHTED_STEPS, weighted([0.5, 1.0, 3.0]),
             class_of_each_step),
    weighing("weight=count", (WEIGHTED[0].replace("dense(3)", "dense(1)"), mlp(1)[1], WEIGHTED[2]),
             weighted_answers(), answers, "binary_cross_entropy"),
    weighing("3, weight=count", WEIGHTED, weighted_answers(3.0), answers_in_floats,
             "binary_cross_entropy"),
    case("l2", "regularize l2(0.01)", penalty=squares(0.01)),
    case("l2 of all", "regularize l2(0.02, of=all)", penalty=squares(0.02, 1)),
    case("l1", "regularize l1(0.01)", penalty=absolutes(0.01)),
    case("both", "regularize l1(0.005)", "regularize l2(0.01)",
         penalty=lambda ps: absolutes(0.005)(ps) + squares(0.01)(ps)),
]


def main():
    oracle.prepare()
    oracle.write("training_descent.json", oracle.trainings(TRAININGS))


if __name__ == "__main__":
    main()
