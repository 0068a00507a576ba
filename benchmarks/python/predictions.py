"""Predictions in PyTorch, and the same network given to ONNX by its exporter."""

import io
import warnings
from contextlib import redirect_stderr, redirect_stdout

import torch
import weights
from networks import NETWORKS
from turns import Turns


def network(name, folder):
    """The network with NND's first weights, as it predicts, and noise of one batch."""
    known = NETWORKS[name]
    made = known.make()
    weights.load(made, f"{folder}/weights.bin")
    return made.eval(), torch.randn(known.batch, *known.example)


class Predictions(Turns):
    def __init__(self, name, folder, batch):
        self.network, _ = network(name, folder)
        self.x = torch.randn(int(batch), *NETWORKS[name].example)

    def round(self):
        with torch.no_grad():
            self.network(self.x)


class Exports(Turns):
    """torch.onnx.export, once now and at every round, for batches of any size."""

    def __init__(self, name, folder):
        self.network, self.x = network(name, folder)
        self.file = f"{folder}/torch.onnx"
        self.round()

    def round(self):
        free = torch.export.Dim("batch", min=1, max=4096)
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            torch.onnx.export(
                self.network, (self.x,), self.file, dynamo=True, external_data=False,
                input_names=["x"], dynamic_shapes=({0: free},), opset_version=21, verbose=False,
            )  # fmt: skip
