"""Training steps in PyTorch on a device, as most write them, its fast paths switched on."""

import itertools

import numpy as np
import torch
import weights
from networks import ON_DEVICES
from torch.nn import functional
from turns import Turns


class DeviceSteps(Turns):
    """Batches come from pinned memory; losses are read at the end of a turn, all at once."""

    def __init__(self, name, folder, device, precision, batch, shape, **settings):
        torch.backends.cudnn.benchmark = True
        torch.backends.cuda.matmul.allow_tf32 = True  # as ONNX Runtime has it
        torch.backends.cudnn.allow_tf32 = True
        self.device = torch.device(device)
        self.precision = getattr(torch, precision)
        make, optimizer = ON_DEVICES[name]
        self.network = make(**{key: number(value) for key, value in settings.items()})
        weights.load(self.network, f"{folder}/weights.bin")
        self.network.to(self.device).train()
        self.optimizer = optimizer(self.network.parameters())
        self.scaler = torch.amp.GradScaler(device, enabled=self.precision == torch.float16)
        self.batches = itertools.cycle(self.read(folder, int(batch), shape.strip("[]")))

    def read(self, folder, batch, shape):
        """The numbers that NND gets too."""
        x = torch.from_numpy(np.fromfile(f"{folder}/input.bin", np.float32))
        label = torch.from_numpy(np.fromfile(f"{folder}/label.bin", np.int64))
        x = x.view(-1, batch, *(int(length) for length in shape.split(",")))
        label = label.view(len(x), -1)
        if self.device.type == "cuda":
            x, label = x.pin_memory(), label.pin_memory()
        return list(zip(x, label))

    def step(self):
        x, label = (t.to(self.device, non_blocking=True) for t in next(self.batches))
        self.optimizer.zero_grad()
        mixed = self.precision != torch.float32
        with torch.autocast(self.device.type, self.precision if mixed else None, enabled=mixed):
            logits = self.network(x)
            loss = functional.cross_entropy(logits.flatten(0, -2), label.flatten())
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        return loss.detach()

    def losses(self, rounds):
        return torch.stack([self.step() for _ in range(rounds)]).tolist()


def number(text):
    return float(text) if "." in text else int(text)
