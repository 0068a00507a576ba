#!/usr/bin/env python3
"""Makes small_digits.onnx: a network that PyTorch trained on the digits 0 to 4 alone.

    python3 -m venv venv
    venv/bin/pip install torch onnx onnxscript numpy
    venv/bin/python examples/finetuning/pretrain.py
"""

import pathlib
import warnings

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).resolve().parent


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.norm1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(32)
        self.scores = nn.Linear(32 * 4 * 4, 5)

    def forward(self, pixels):
        x = functional.relu(self.norm1(self.conv1(pixels)))
        x = functional.max_pool2d(functional.relu(self.norm2(self.conv2(x))), 2)
        return self.scores(torch.flatten(x, 1))


def main():
    warnings.filterwarnings("ignore")
    torch.manual_seed(1)
    rows = np.loadtxt(HERE.parent / "data" / "digits.csv", delimiter=",", skiprows=1)
    small = rows[rows[:, -1] < 5]
    pixels = torch.tensor(small[:, :-1] / 16, dtype=torch.float32).reshape(-1, 1, 8, 8)
    digits = torch.tensor(small[:, -1]).long()
    model = Digits()
    adam = torch.optim.Adam(model.parameters(), lr=0.002)
    for _ in range(20):
        for part in torch.randperm(len(digits)).split(32):
            adam.zero_grad()
            functional.cross_entropy(model(pixels[part]), digits[part]).backward()
            adam.step()
    path = HERE / "small_digits.onnx"
    torch.onnx.export(
        model.eval(),
        (pixels[:2],),
        path,
        input_names=["pixels"],
        output_names=["scores"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        external_data=False,
        verbose=False,
    )
    file = onnx.load(path)
    for part in [file, file.graph, *file.graph.node, *file.graph.value_info]:
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(file, path)
    print([(n.name, n.op_type, list(n.output)) for n in file.graph.node])


if __name__ == "__main__":
    main()
