"""Whole epochs in PyTorch over real data: batches, steps, accuracy, what held-out data gives.

Batches come from a DataLoader, or are gathered from the whole tensor by hand, which is faster.
"""

import gzip
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset
from turns import Turns


def digits():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(512, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 10),
    )  # fmt: skip


def mnist_mlp():
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.2),
        nn.Linear(256, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, 10),
    )  # fmt: skip


def mnist_lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def read_digits(file):
    """A fifth is held out."""
    table = np.loadtxt(file, np.float32, delimiter=",", skiprows=1)
    x = torch.from_numpy(table[:, :-1].copy()).view(-1, 1, 8, 8) / 16
    label = torch.from_numpy(table[:, -1].astype(np.int64))
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(1))
    held = len(x) // 5
    return (x[order[held:]], label[order[held:]]), (x[order[:held]], label[order[:held]])


def read_mnist(folder):
    """The test images are held out."""
    return idx(folder, "train"), idx(folder, "t10k")


def idx(folder, part):
    def numbers(kind, skip):
        (file,) = Path(folder).glob(f"{part}-{kind}*")
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as f:
            return np.frombuffer(f.read(), np.uint8, offset=skip)

    images = numbers("images", 16).reshape(-1, 1, 28, 28)
    x = torch.from_numpy(images.astype(np.float32)) / 255
    return x, torch.from_numpy(numbers("labels", 8).astype(np.int64))


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.9)


def adam(lr):
    return lambda parameters: torch.optim.Adam(parameters, lr)


# By the names of NND's texts: the network, its optimizer, the batch, how data is read.
KNOWN = {
    "examples/digits.nnd": (digits, adam(0.002), 32, read_digits),
    "examples/mnist/mlp.nnd": (mnist_mlp, adam(0.001), 64, read_mnist),
    "examples/mnist/lenet.nnd": (mnist_lenet, sgd, 64, read_mnist),
}


class Epochs(Turns):
    """A turn is an epoch, whatever time it takes."""

    def __init__(self, text, data, way):
        make, optimizer, self.batch, read = KNOWN[text]
        self.training, self.held = read(data)
        self.network = make()
        self.optimizer = optimizer(self.network.parameters())
        self.batches = {"loader": self.loaded, "by_hand": self.gathered}[way]

    def loaded(self, part, shuffle):
        return DataLoader(TensorDataset(*part), self.batch, shuffle)

    def gathered(self, part, shuffle):
        x, label = part
        if not shuffle:
            return zip(x.split(self.batch), label.split(self.batch))
        places = torch.randperm(len(x)).split(self.batch)
        return ((x[p], label[p]) for p in places)

    def turn(self, seconds):
        start = time.perf_counter()
        self.network.train()
        self.seen(self.training, True)
        self.network.eval()
        with torch.no_grad():
            self.seen(self.held, False)
        return [1000 * (time.perf_counter() - start)]

    def seen(self, part, learn):
        """Loss and accuracy of all."""
        loss = right = 0
        for x, label in self.batches(part, learn):
            logits = self.network(x)
            each = functional.cross_entropy(logits, label)
            if learn:
                self.optimizer.zero_grad()
                each.backward()
                self.optimizer.step()
            loss += each.item() * len(x)
            right += (logits.argmax(1) == label).sum().item()
        return loss / len(part[0]), right / len(part[0])


class Readings(Turns):
    def __init__(self, text, data):
        self.read, self.data = KNOWN[text][3], data

    def round(self):
        self.read(self.data)
