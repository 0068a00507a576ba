"""Whole epochs over real data, with accuracy and what held-out data gives, and reading the data."""

import time

from interleaving import PAUSE, Spread, interleaved
from processes import ROOT

EPOCHS = 4


def known(mnist):
    """Texts and their data: digits, and MNIST where a folder has it."""
    result = {"examples/digits.nnd": ROOT / "examples/data/digits.csv"}
    if mnist:
        result |= {"examples/mnist/mlp.nnd": mnist, "examples/mnist/lenet.nnd": mnist}
    return result


def measure(text, data, nnd, pytorch):
    """Spreads of NND's epoch, PyTorch's with a DataLoader, PyTorch's with batches by hand."""
    nnd.ask("open", "epochs", "epochs", ROOT / text, data)
    parties = [(nnd, "epochs")]
    for way in ("loader", "by_hand"):
        pytorch.ask("open", way, "epochs", text, data, way)
        parties.append((pytorch, way))
    spreads = turns(parties)
    for worker, key in parties:
        worker.ask("close", key)
    return spreads


def turns(parties):
    """The first epoch of each is not counted."""
    times = [[] for _ in parties]
    for number in range(1 + EPOCHS):
        for (worker, key), all in zip(parties, times):
            time.sleep(PAUSE)
            some = worker.ask("turn", key, 0)
            if number > 0:
                all += some
    return [Spread.of(all) for all in times]


def reading(text, data, nnd, pytorch):
    """Spreads of reading the files."""
    nnd.ask("open", "read", "read", ROOT / text, data)
    pytorch.ask("open", "read", "read", text, data)
    spreads = interleaved([(nnd, "read"), (pytorch, "read")], 1)
    for worker in (nnd, pytorch):
        worker.ask("close", "read")
    return spreads
