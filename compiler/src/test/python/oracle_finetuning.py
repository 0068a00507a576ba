#!/usr/bin/env python3
"""Networks that PyTorch exports, and how they go on learning there: for FinetuningTest.

Writes into compiler/src/test/resources/finetuning/, for each network

    NAME.onnx   what torch.onnx.export wrote, less the notes on where each node comes from
    NAME.json   the loss before each of 20 steps, the learning rate, names and shapes of tensors
    NAME.bin    those tensors, float32, little endian, one behind the other: the batch, the labels
                and the gradient of the first step by each weight of the file

How to run, from anywhere (the CPU is enough; torch 2.15, onnx 1.23, onnxscript 0.7 were used):

    python3 -m venv venv
    venv/bin/pip install torch onnx onnxscript numpy
    venv/bin/python compiler/src/test/python/oracle_finetuning.py

Losses and gradients are computed in float64 from the float32 numbers of the file. Networks are in
evaluation mode, as they are exported: normalisations keep their statistics, nothing is dropped.

A file's weights are often a parameter turned round, or several of them in one, which `matched` and
`of_lstm` undo: gates in another order, both directions in one tensor. All parameters are drawn at
random, since the exporter joins those that are equal.
"""

import copy
import json
import pathlib
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "finetuning"
STEPS = 20
CLASSES = 4
EXAMPLES = 6


# The networks


class Residual(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.skip = nn.Identity()
        if stride != 1:
            self.skip = nn.Sequential(
                nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        return functional.relu(y + self.skip(x))


class ResNet18(nn.Module):
    """He and others, 2015, with 4 channels where they have 64."""

    def __init__(self, width=4):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        blocks, inputs = [], width
        for i in range(4):
            channels = width << i
            blocks += [Residual(inputs, channels, 1 if i == 0 else 2)]
            blocks += [Residual(channels, channels, 1)]
            inputs = channels
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.fc(torch.flatten(functional.adaptive_avg_pool2d(self.blocks(x), 1), 1))


def conv_bn(inputs, channels, kernel, stride=1, groups=1, activation=True):
    conv = nn.Conv2d(inputs, channels, kernel, stride, kernel // 2, groups=groups, bias=False)
    layers = [conv, nn.BatchNorm2d(channels)] + ([nn.ReLU6()] if activation else [])
    return nn.Sequential(*layers)


class Inverted(nn.Module):
    def __init__(self, inputs, channels, stride, expansion):
        super().__init__()
        wide = inputs * expansion
        self.adds = stride == 1 and inputs == channels
        self.body = nn.Sequential(
            *([conv_bn(inputs, wide, 1)] if expansion > 1 else []),
            conv_bn(wide, wide, 3, stride, wide),
            conv_bn(wide, channels, 1, activation=False),
        )

    def forward(self, x):
        return x + self.body(x) if self.adds else self.body(x)


class MobileNetV2(nn.Module):
    """Sandler and others, 2018, with an eighth of their channels, at least 4."""

    def __init__(self):
        super().__init__()
        table = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2)]
        table += [(6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
        layers, inputs = [conv_bn(3, 4, 3, 2)], 4
        for expansion, channels, repeats, stride in table:
            channels = max(4, channels // 8)
            for i in range(repeats):
                layers.append(Inverted(inputs, channels, stride if i == 0 else 1, expansion))
                inputs = channels
        layers.append(conv_bn(inputs, 160, 1))
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(160, CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x).mean([2, 3]))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(5, 6, num_layers=2, bidirectional=True, batch_first=True)
        self.head = nn.Linear(12, CLASSES)

    def forward(self, x):
        steps, _ = self.lstm(x)
        return self.head(steps[:, -1])


class Gru(nn.Module):
    """The last state, from a sequence whose steps come first inside."""

    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(5, 6, batch_first=True)
        self.head = nn.Linear(6, CLASSES)

    def forward(self, x):
        _, last = self.gru(x)
        return self.head(last[-1])


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(16, 2, 32, activation="gelu", batch_first=True)
        self.words = nn.Embedding(11, 16)
        self.places = nn.Parameter(torch.randn(1, 7, 16))
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, ids):
        return self.head(self.encoder(self.words(ids) + self.places)[:, 0])


def fused(model):
    """Convolutions with the normalisations behind them as one, as the exporter makes them."""
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Sequential) and len(child) > 1:
                if isinstance(child[0], nn.Conv2d) and isinstance(child[1], nn.BatchNorm2d):
                    both = fuse_conv_bn_eval(child[0], child[1])
                    setattr(module, name, nn.Sequential(both, *list(child)[2:]))
    return model


# A case


def randomize(model, by=0.1):
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_in")
        for p in model.parameters():
            p.copy_(p + by * torch.randn_like(p))
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.copy_(0.1 * torch.randn_like(module.running_mean))
                module.running_var.copy_(1 + 0.2 * torch.rand_like(module.running_var))
    return model.requires_grad_().eval()


def export(model, x, path, dynamo):
    names = {"input_names": ["x"], "output_names": ["logits"]}
    if dynamo:
        batch = torch.export.Dim("batch")
        names |= {"dynamic_shapes": ({0: batch},), "external_data": False, "verbose": False}
    else:
        names |= {"dynamic_axes": {"x": {0: "batch"}, "logits": {0: "batch"}}}
        names |= {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    torch.onnx.export(model, (x,), path, dynamo=dynamo, **names)
    file = onnx.load(path)
    for part in [file, file.graph, *file.graph.node, *file.graph.value_info]:
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    for part in [*file.graph.input, *file.graph.output, *file.graph.initializer]:
        part.ClearField("metadata_props")
    onnx.save(file, path)
    return file


def of_lstm(tensors, gates):
    """PyTorch's gates i, f, g, o in ONNX's order i, o, f, g; a GRU's r, z, n as z, r, n."""
    order = {4: [0, 3, 1, 2], 3: [1, 0, 2]}[gates]
    return torch.stack([torch.cat([t.chunk(gates)[i] for i in order]) for t in tensors])


def recurrent(module, gates, value):
    """All tensors of a recurrent module as ONNX has them, by pairs of weight and `value`."""
    pairs = []
    for layer in range(module.num_layers):
        ends = ["", "_reverse"] if module.bidirectional else [""]
        for kinds in (["weight_ih"], ["weight_hh"], ["bias_ih", "bias_hh"]):
            both = []
            for take in (lambda p: p.detach(), value):
                parts = [
                    of_lstm([take(getattr(module, f"{k}_l{layer}{e}")) for e in ends], gates)
                    for k in kinds
                ]
                both.append(torch.cat(parts, 1))
            pairs.append(tuple(both))
    return pairs


def matched(file, model):
    """The gradient by each of the file's weights: by the name, the numbers of a parameter."""
    pairs = []
    for module in model.modules():
        if isinstance(module, (nn.LSTM, nn.GRU)):
            pairs += recurrent(module, 4 if isinstance(module, nn.LSTM) else 3, lambda p: p.grad)
    for p in model.parameters():
        pairs.append((p.detach(), p.grad))
        if p.dim() == 2:
            pairs.append((p.detach().T, p.grad.T))
    found = {}
    for tensor in file.graph.initializer:
        numbers = numpy_helper.to_array(tensor)
        for weight, gradient in pairs:
            if weight.shape == numbers.shape and np.array_equal(weight.float().numpy(), numbers):
                found[tensor.name] = gradient
    return found


def write(name, model, draw, lr, dynamo=True):
    torch.manual_seed(len(name))
    model = randomize(model())
    x = draw()
    label = torch.arange(EXAMPLES) % CLASSES
    file = export(model, x, FOLDER / f"{name}.onnx", dynamo)
    exact = copy.deepcopy(model).double()
    numbers = x.double() if x.is_floating_point() else x
    losses = []
    for step in range(STEPS):
        loss = functional.cross_entropy(exact(numbers), label)
        losses.append(float(f"{loss.item():.9g}"))
        exact.zero_grad()
        loss.backward()
        if step == 0:
            gradients = matched(file, exact)
        with torch.no_grad():
            for p in exact.parameters():
                p -= lr * p.grad
    assert losses[-1] < 0.8 * losses[0], losses
    learned = sum(g.numel() for g in gradients.values())
    assert learned == sum(p.numel() for p in model.parameters()), "a parameter is not in the file"
    tensors = {"x": x, "label": label, **gradients}
    shapes = [
        {"name": n, "shape": list(t.shape), "whole": not t.is_floating_point()}
        for n, t in tensors.items()
    ]
    text = json.dumps({"lr": lr, "losses": losses, "tensors": shapes}, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n")
    flat = [t.detach().numpy().astype("<f4").tobytes() for t in tensors.values()]
    (FOLDER / f"{name}.bin").write_bytes(b"".join(flat))
    print(f"{name}: {learned} numbers, loss {losses[0]:.3f} to {losses[-1]:.3f}")


def main():
    warnings.filterwarnings("ignore")
    FOLDER.mkdir(parents=True, exist_ok=True)
    images = lambda: torch.randn(EXAMPLES, 3, 32, 32)
    steps = lambda: torch.randn(EXAMPLES, 7, 5)
    words = lambda: torch.randint(0, 11, (EXAMPLES, 7))
    write("resnet18", ResNet18, images, 0.002, dynamo=False)
    write("mobilenet_v2", lambda: fused(MobileNetV2().eval()), images, 0.0005)
    write("lstm", Lstm, steps, 1)
    write("gru", Gru, steps, 1, dynamo=False)
    write("transformer", Encoder, words, 0.1)
    print(f"torch {torch.__version__}, onnx {onnx.__version__}")


if __name__ == "__main__":
    main()
