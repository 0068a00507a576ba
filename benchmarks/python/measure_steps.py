"""A training step: the same weights, the same batches, and losses that agree before any is timed."""

from interleaving import interleaved
from load import Others
from setting import Setting

CHECKED = 3  # in ResNet-18 roundings grow ten times a step, in float64 against float32 too
NEAR = 1e-3


def measure(name, workers, seconds):
    """The spread of each worker's steps, and the share of the machine that others took."""
    setting = Setting(name)
    setting.write(workers[0])
    check(setting, workers)
    for worker in workers:
        setting.train(worker, "step")
        worker.ask("losses", "step", 3)
    others = Others(workers)
    spreads = interleaved([(worker, "step") for worker in workers], seconds)
    share = others.share()
    for worker in workers:
        worker.ask("close", "step")
    return *spreads, share


def check(setting, workers):
    """Dropout draws other masks everywhere, so it is off while losses are compared."""
    settings = ["dropout=0"] if setting.name == "transformer" else []
    losses = []
    for worker in workers:
        setting.train(worker, "check", *settings)
        losses.append(worker.ask("losses", "check", CHECKED))
        worker.ask("close", "check")
    for worker, theirs in zip(workers[1:], losses[1:]):
        for ours, other in zip(losses[0], theirs):
            if abs(ours - other) > NEAR * abs(other):
                raise SystemExit(
                    f"{setting.name}: the losses of NND and {worker.name} differ:"
                    f" {losses[0]} and {theirs}"
                )
