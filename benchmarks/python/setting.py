"""A network to measure: its text, and a folder with the numbers that all begin with."""

import numpy as np
from networks import NETWORKS
from processes import ROOT, TARGET

BATCHES = 8


class Setting:
    def __init__(self, name, **settings):
        self.name = name
        self.network = NETWORKS[name]
        self.text = ROOT / f"benchmarks/networks/{name}.nnd"
        self.folder = TARGET / "settings" / name
        self.settings = [f"{key}={value}" for key, value in settings.items()]

    def write(self, nnd):
        """NND's weights, and a few batches of noise."""
        self.folder.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(1)
        examples = BATCHES * self.network.batch
        random.standard_normal((examples, *self.network.example), np.float32).tofile(
            self.folder / "input.bin"
        )
        random.integers(0, self.network.classes, (examples, *self.network.label)).tofile(
            self.folder / "label.bin"
        )
        nnd.ask("open", "export", "export", self.text, self.folder)
        nnd.ask("close", "export")

    def train(self, worker, key, *settings):
        """Opens a training."""
        what = self.text if worker.name == "NND" else self.name
        worker.ask("open", key, "train", what, self.folder, *settings)
