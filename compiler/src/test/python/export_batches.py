#!/usr/bin/env python3
"""Small networks as PyTorch's two exporters write them, with a free batch and with fixed ones.

Writes NAME.EXPORTER.BATCH.onnx into compiler/src/test/resources/onnx/batches, for FreeBatchTest, which
compares what each computes with what NND reads of it, for other batches:

    venv/bin/python compiler/src/test/python/export_batches.py

needs torch, onnx and onnxscript.
"""

import pathlib
import warnings

import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parents[1] / "resources/onnx/batches"


class Pooled(nn.Module):
    """Convolutions, an average, and a view with the batch's length in it."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.head = nn.Linear(16, 3)

    def forward(self, x):
        y = nn.functional.max_pool2d(torch.relu(self.norm(self.conv(x))), 2)
        return self.head(y.view(x.shape[0], -1))


class Recurrent(nn.Module):
    """States of zeros, one for each example."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2, batch_first=True, bidirectional=True)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.head(y[:, -1])


class Vision(nn.Module):
    """A token that all examples share joined to those of each, attention over all of them."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(1, 8, 2, stride=2)
        self.token = nn.Parameter(torch.randn(1, 1, 8))
        self.places = nn.Parameter(torch.randn(1, 5, 8))
        self.layer = nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, dropout=0.0)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        patches = self.patches(x).flatten(2).transpose(1, 2)
        all = torch.cat([self.token.expand(x.shape[0], -1, -1), patches], dim=1) + self.places
        return self.head(self.layer(all)[:, 0])


NETWORKS = {
    "pooled": (Pooled, (2, 4, 4)),
    "recurrent": (Recurrent, (5, 3)),
    "vision": (Vision, (1, 4, 4)),
}


def export(name, make, shape, traced, batch):
    torch.manual_seed(1)
    network = make().eval()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
    words = "traced" if traced else "dynamo"
    file = FOLDER / f"{name}.{words}.{batch or 'free'}.onnx"
    x = torch.randn(batch or 2, *shape)
    options = {"input_names": ["x"], "output_names": ["y"], "dynamo": not traced}
    if batch is None and traced:
        options["dynamic_axes"] = {"x": {0: "batch"}, "y": {0: "batch"}}
    if batch is None and not traced:
        options["dynamic_shapes"] = ({0: torch.export.Dim("batch")},)
    if not traced:
        options["external_data"] = False
        options["verbose"] = False
    torch.onnx.export(network, (x,), str(file), **options)
    strip(file)


def strip(file):
    """Takes out what tells where the code was, which is most of the file."""
    import onnx

    model = onnx.load(file)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in model.graph.value_info:
        del value.metadata_props[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, file)


def main():
    warnings.simplefilter("ignore")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (make, shape) in NETWORKS.items():
        for traced in (True, False):
            for batch in (None, 1, 2):
                export(name, make, shape, traced, batch)


main()
