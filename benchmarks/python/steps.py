"""Training steps in PyTorch, each batch already in memory."""

import itertools

import numpy as np
import torch
import weights
from networks import NETWORKS
from torch.nn import functional
from turns import Turns


class Steps(Turns):
    def __init__(self, name, folder, **settings):
        known = NETWORKS[name]
        self.network = known.make(**{k: float(v) for k, v in settings.items()})
        weights.load(self.network, f"{folder}/weights.bin")
        self.network.train()
        self.optimizer = known.optimizer(self.network.parameters())
        self.batches = itertools.cycle(batches(known, folder))

    def step(self):
        x, label = next(self.batches)
        self.optimizer.zero_grad()
        logits = self.network(x)
        loss = functional.cross_entropy(logits.flatten(0, -2), label.flatten())
        loss.backward()
        self.optimizer.step()
        return loss.item()

    round = step

    def losses(self, rounds):
        return [self.step() for _ in range(rounds)]


def batches(network, folder):
    """The numbers that NND gets too."""
    x = torch.from_numpy(np.fromfile(f"{folder}/input.bin", np.float32))
    label = torch.from_numpy(np.fromfile(f"{folder}/label.bin", np.int64))
    x = x.view(-1, network.batch, *network.example)
    return list(zip(x, label.view(-1, network.batch, *network.label)))
