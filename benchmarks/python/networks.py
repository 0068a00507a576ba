"""The networks of ../networks in PyTorch, layer by layer, their weights in NND's order.

The residual ones overwrite what relu gets, as torchvision's do.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


class Residual(nn.Module):
    """Two convolutions and a way around them."""

    def __init__(self, channels, out, stride):
        super().__init__()
        self.body = nn.Sequential(
            *conv_bn(channels, out, 3, stride, 1),
            nn.ReLU(inplace=True),
            *conv_bn(out, out, 3, 1, 1),
        )
        same = channels == out and stride == 1
        self.skip = nn.Identity() if same else nn.Sequential(*conv_bn(channels, out, 1, stride, 0))

    def forward(self, x):
        return functional.relu(self.body(x) + self.skip(x), inplace=True)


def conv_bn(channels, out, kernel, stride, padding):
    return nn.Conv2d(channels, out, kernel, stride, padding, bias=False), nn.BatchNorm2d(out)


def residuals(widths, each, channels):
    """Stages of so many blocks each; every stage but the first one halves the lengths."""
    for i, width in enumerate(widths):
        for j in range(each):
            yield Residual(channels, width, 2 if i > 0 and j == 0 else 1)
            channels = width


class Sequence(nn.Module):
    """A recurrent network and a dense layer at every step."""

    def __init__(self, kind, layers, bidirectional=False, inputs=128, width=256):
        super().__init__()
        self.recurrent = kind(
            inputs, width, layers, batch_first=True, bidirectional=bidirectional
        )
        self.dense = nn.Linear(width * (2 if bidirectional else 1), 10)

    def forward(self, x):
        return self.dense(self.recurrent(x)[0])


class Encoder(nn.Module):
    """PyTorch's own blocks with dropout where NND's has it: not within attention or its network."""

    def __init__(self, dropout, width=128, heads=4, blocks=1):
        super().__init__()
        self.blocks = nn.Sequential(*(
            nn.TransformerEncoderLayer(width, heads, 4 * width, dropout, batch_first=True)
            for _ in range(blocks)
        ))  # fmt: skip
        for block in self.blocks:
            block.self_attn.dropout = 0.0
            block.dropout = nn.Identity()
        self.dense = nn.Linear(width, 10)

    def forward(self, x):
        return self.dense(self.blocks(x).mean(1))

    def in_order(self):
        return [
            layer
            for b in self.blocks
            for layer in (b.self_attn, b.norm1, b.linear1, b.linear2, b.norm2)
        ] + [self.dense]


def mlp(width=512):
    return nn.Sequential(
        nn.Linear(784, width), nn.ReLU(), nn.Linear(width, width // 2), nn.ReLU(),
        nn.Linear(width // 2, 10),
    )  # fmt: skip


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip


def resnet():
    return nn.Sequential(
        *conv_bn(3, 16, 3, 1, 1), nn.ReLU(inplace=True), *residuals((16, 32, 64), 3, 16),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10),
    )  # fmt: skip


def resnet18(classes=100):
    return nn.Sequential(
        *conv_bn(3, 64, 7, 2, 3), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1),
        *residuals((64, 128, 256, 512), 2, 64),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, classes),
    )  # fmt: skip


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


@dataclass(frozen=True)
class Network:
    """What is made, and what it is fed: one example's shape, the batch, the shape of labels."""

    make: callable
    optimizer: callable
    example: tuple
    batch: int = 64
    label: tuple = ()
    classes: int = 10


def recurrent(kind, bidirectional):
    layers = 2 if bidirectional else 1
    return Network(lambda: Sequence(kind, layers, bidirectional), sgd, (35, 128), 32, (35,))


NETWORKS = {
    "mlp": Network(mlp, sgd, (784,)),
    "mlp_adam": Network(mlp, adam, (784,)),
    "lenet": Network(lenet, sgd, (1, 28, 28)),
    "resnet": Network(resnet, sgd, (3, 32, 32)),
    "resnet18": Network(resnet18, sgd, (3, 64, 64), 16, classes=100),
    "lstm": recurrent(nn.LSTM, False),
    "lstm_bi": recurrent(nn.LSTM, True),
    "gru": recurrent(nn.GRU, False),
    "gru_bi": recurrent(nn.GRU, True),
    "transformer": Network(lambda dropout=0.1: Encoder(dropout), adam, (64, 128)),
}

# Those of ../gpu/networks, by parameters of theirs; how long their examples are, NND tells.
ON_DEVICES = {
    "gpu_mlp": (mlp, sgd),
    "gpu_resnet18": (lambda classes=1000, size=224: resnet18(classes), sgd),
    "gpu_lstm": (lambda width=512, length=128: Sequence(nn.LSTM, 2, inputs=256, width=width), sgd),
    "gpu_transformer": (
        lambda dropout=0.1, width=512, blocks=6, length=128: Encoder(dropout, width, 8, blocks),
        lambda parameters: torch.optim.Adam(parameters, lr=0.0001),
    ),
}
