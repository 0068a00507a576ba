#!/usr/bin/env python3
"""Networks of full size as other tools export them: imported, compiled again, and trained.

    venv/bin/python compiler/src/test/python/full_size_models.py [FOLDER] [NAME...]

For each model: `nnd import`, then `nnd compile` of the text with its weights, both run by ONNX Runtime on the
same numbers; the largest difference is relative to the largest output. Those in TUNED are trained as well,
`nnd compile --from`: the gradient of the first step by each weight beside PyTorch's in float64, and 20 steps of SGD;
PyTorch's own float32 stands beside, which is what rounding does. A gradient's difference is relative to the largest
element of its tensor. Prints what it finds, at the end as the tables of docs/import.md and docs/finetuning.md.

Weights are drawn as torchvision and PyTorch draw them. Norms know the numbers that come to them, by one pass in
training mode, and are exported and trained in evaluation mode: their statistics stay, in PyTorch as here. Of the
images drawn those are taken whose activations keep farthest from the bends of ReLU and ReLU6: on a bend float32
falls to either side, and the gradients have nothing in common.

The models go into FOLDER (default: full-size, some gigabytes), never into the repository. Needs torch, torchvision,
onnx, onnxscript, onnxruntime, scikit-learn, skl2onnx and keras; takes half an hour on two cores.
"""

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import warnings

os.environ["KERAS_BACKEND"] = "torch"

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from torch import nn
from torch.fx.experimental.optimization import fuse
from torch.nn import functional

from oracle_finetuning import matched

ROOT = pathlib.Path(__file__).resolve().parents[4]
STEPS = 20
CLASSES = 10
IMPORTED = 3  # examples, images of 224 by 224
TRAINED = 8  # examples, images of 64 by 64
DRAWN = 256  # images, of which those are taken


# The models


class Lstm(nn.Module):
    """Three layers of 256 over 50 steps."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(64, 256, num_layers=3, batch_first=True)
        self.head = nn.Linear(256, CLASSES)

    def forward(self, x):
        steps, _ = self.lstm(x)
        return self.head(steps[:, -1])


class Encoder(nn.Module):
    """The base model of Vaswani and others, 2017: 6 layers of 512, 8 heads."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(512, 8, 2048, batch_first=True)
        self.words = nn.Embedding(1000, 512)
        self.places = nn.Parameter(torch.randn(1, 32, 512))
        self.encoder = nn.TransformerEncoder(layer, 6, enable_nested_tensor=False)
        self.head = nn.Linear(512, CLASSES)
        for p in self.encoder.parameters():  # its layers are copies of one
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)

    def forward(self, ids):
        return self.head(self.encoder(self.words(ids) + self.places)[:, 0])


def images(examples):
    size = 224 if examples == IMPORTED else 64
    return torch.randn(examples, 3, size, size)


def steps(examples):
    return torch.randn(examples, 50, 64)


def words(examples):
    return torch.randint(0, 1000, (examples, 32))


def resnet18():
    return torchvision.models.resnet18(num_classes=CLASSES)


def mobilenet_v2():
    return torchvision.models.mobilenet_v2(num_classes=CLASSES)


# What draws a batch, the network, and the learning rate of 20 steps.
TORCH = {
    "resnet18": (images, resnet18, 0.001),
    "mobilenet_v2": (images, mobilenet_v2, 0.0003),
    "lstm": (steps, Lstm, 0.5),
    "transformer": (words, Encoder, 0.005),
}
TUNED = [f"{n} {e}" for n in TORCH for e in ("dynamo", "TorchScript")]
LIGHT = ["bvlc_alexnet", "densenet121", "inception_v1", "inception_v2", "resnet50", "shufflenet"]
LIGHT += ["squeezenet", "vgg19", "zfnet512"]


def drawn(make, x):
    """A network as it is drawn, whose norms know the numbers that come to them."""
    network = make().train()
    with torch.no_grad():
        for p in network.parameters():
            if p.dim() == 1:  # scales of one, biases of zero: exporters join those that are equal
                p += 0.02 * torch.randn_like(p)
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None
            module.reset_running_stats()
    with torch.no_grad():
        network(x)
    return network.eval()


def clear_of_bends(network, x):
    """The images whose activations keep farthest from where ReLU and ReLU6 have no gradient, and how far."""
    exact = copy.deepcopy(network).double()
    nearest = []

    def look(module, values):
        v = values[0].flatten(1)
        bends = [v.abs(), (v - 6).abs()] if isinstance(module, nn.ReLU6) else [v.abs()]
        nearest.append(torch.stack([b.amin(1) for b in bends]).amin(0))

    for module in exact.modules():
        if isinstance(module, (nn.ReLU, nn.ReLU6)):
            module.register_forward_pre_hook(look)
    with torch.no_grad():
        exact(x.double())
    distance = torch.stack(nearest).amin(0)
    taken = distance.topk(TRAINED)
    return x[taken.indices], taken.values.min().item()


def of_torch(network, x, path, dynamo, **more):
    names = {"input_names": ["x"], "output_names": ["y"], "dynamo": dynamo} | more
    if dynamo:
        names |= {"dynamic_shapes": ({0: torch.export.Dim("batch")},), "external_data": False}
        names |= {"verbose": False}
    else:
        names |= {"dynamic_axes": {"x": {0: "batch"}, "y": {0: "batch"}}}
    torch.onnx.export(network, (x,), path, **names)


def torch_model(name, exporter, path):
    draw, make, _ = TORCH[name]
    torch.manual_seed(1)
    x = draw(IMPORTED)
    network = drawn(make, x)
    of_torch(network, x, path, exporter == "dynamo")
    with torch.no_grad():
        return {"x": x.numpy()}, network(x).numpy()


def keras_cnn():
    import keras
    from keras import layers

    return (28, 28, 1), keras.Sequential([
        layers.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU(),
        layers.MaxPooling2D(), layers.Flatten(), layers.Dropout(0.5), layers.Dense(10, activation="softmax"),
    ])


def keras_mobilenet():
    import keras

    return (96, 96, 3), keras.applications.MobileNetV2((96, 96, 3), weights=None, classes=10)


def keras_mlp():
    import keras
    from keras import layers

    return (20,), keras.Sequential([
        layers.Input((20,)), layers.Dense(64, activation="gelu"), layers.LayerNormalization(),
        layers.Dense(64, activation="silu"), layers.Dense(3, activation="softmax")])


def keras_lstm():
    import keras
    from keras import layers

    return (30, 8), keras.Sequential([
        layers.Input((30, 8)), layers.LSTM(32, return_sequences=True), layers.Bidirectional(layers.GRU(16)), layers.Dense(4)])


KERAS = {"cnn": keras_cnn, "mlp": keras_mlp, "mobilenet_v2": keras_mobilenet, "lstm": keras_lstm}


def keras_model(name, path):
    import keras

    keras.utils.set_random_seed(1)
    shape, network = KERAS[name]()
    for w in network.weights:
        if "moving" in w.path or "beta" in w.path or "gamma" in w.path or "bias" in w.path:
            w.assign(np.random.uniform(0.5, 1.5, w.shape) if "variance" in w.path or "gamma" in w.path
                     else np.random.normal(0, 0.1, w.shape))
    x = np.random.default_rng(2).normal(size=(IMPORTED, *shape)).astype(np.float32)
    y = keras.ops.convert_to_numpy(network(x, training=False))
    network.export(path, format="onnx", verbose=False)
    return {None: x}, y


def sklearn_digits(path):
    from skl2onnx import to_onnx
    from sklearn.datasets import load_digits
    from sklearn.neural_network import MLPClassifier

    x, y = load_digits(return_X_y=True)
    x = x.astype(np.float32)
    fitted = MLPClassifier((100, 50), max_iter=60, random_state=1).fit(x, y)
    onnx.save(to_onnx(fitted, x[:1], options={"zipmap": False}), path)
    return {None: x[:50]}, fitted.predict_proba(x[:50])


def light_model(name, path):
    source = pathlib.Path(onnx.__file__).parent / "backend/test/data/light" / f"light_{name}.onnx"
    model = onnx.load(source)
    onnx.save(model, path)
    initial = {t.name for t in model.graph.initializer}
    rng = np.random.default_rng(3)
    fed = {}
    for v in model.graph.input:
        if v.name not in initial:
            fed[v.name] = rng.random([d.dim_value for d in v.type.tensor_type.shape.dim], np.float32)
    return fed, None


def made(name, path):
    """The model's inputs, and what its own tool gives for them; None if that's not there."""
    kind, exporter = name.split(" ", 1)
    if exporter in ("dynamo", "TorchScript"):
        return torch_model(kind, exporter, path)
    if exporter == "Keras":
        return keras_model(kind, path)
    if exporter == "skl2onnx":
        return sklearn_digits(path)
    return light_model(kind, path)


ALL = list(TUNED)
ALL += [f"{n} Keras" for n in KERAS] + ["mlp skl2onnx"] + [f"{n} ONNX" for n in LIGHT]


# What nnd makes of them


def nnd(*words):
    done = subprocess.run([os.environ.get("NND", ROOT / "nnd"), *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nnd {words[0]}: {done.stdout}{done.stderr}".strip())
    return done.stdout


def session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(path, values):
    s = session(path)
    return s.run(None, dict(zip([i.name for i in s.get_inputs()], values)))


def difference(wanted, given):
    scale = max(1e-3, np.abs(wanted).max())
    return float(np.abs(wanted.astype(np.float64) - given).max() / scale)


def again(name, folder):
    """Imports a model, compiles the text, and compares."""
    stem = re.sub(r"\W", "_", name)
    path = folder / f"{stem}.onnx"
    fed, expected = made(name, path)
    model = onnx.load(path)
    nnd("import", path, "-o", folder)
    text = (folder / f"{stem}.nnd").read_text()
    nnd("compile", folder / f"{stem}.nnd", "--weights", folder / f"{stem}.safetensors", "-o", folder / "again")
    values = list(fed.values())
    after = run(next((folder / "again").glob("*.onnx")), values)
    before = run(path, values)[-len(after):]  # scikit-learn's label, which comes first, is left out
    expected = before if expected is None else expected if isinstance(expected, tuple) else (expected,)
    told = json.loads(nnd("summary", folder / f"{stem}.nnd", "--format", "json"))
    kinds = [s["kind"] for s in told["layers"]]
    for f in (folder / "again").glob("*.onnx"):
        f.unlink()
    return {
        "model": name,
        "opset": next(o.version for o in model.opset_import if o.domain == ""),
        "nodes": len(model.graph.node),
        "weights": sum(int(np.prod(t.dims)) for t in model.graph.initializer),
        "lines": len(text.splitlines()),
        "layers": len(kinds) - kinds.count("operator"),
        "operators": kinds.count("operator"),
        "from its tool": max(difference(a, b) for a, b in zip(expected, after)),
        "from its file": max(difference(a, b) for a, b in zip(before, after)),
    }


def descent(network, x, label, lr, file):
    """The losses of PyTorch's steps of SGD, and the first gradient by each weight of the file."""
    losses = []
    for step in range(STEPS):
        loss = functional.cross_entropy(network(x), label)
        losses.append(loss.item())
        network.zero_grad()
        loss.backward()
        if step == 0:
            gradients = {n: g.numpy().copy() for n, g in matched(file, network).items()}
        with torch.no_grad():
            for p in network.parameters():
                p -= lr * p.grad
    return np.array(losses), gradients


class Step:
    """The training step that nnd wrote for a file."""

    def __init__(self, path, lr, folder, x, label):
        text = folder / "tuned.nnd"
        text.write_text(
            "train Tuned {\n  loss cross_entropy(y, label)\n  optimizer sgd(lr=%s)\n}\n" % lr)
        nnd("compile", "--from", path, text, "-o", folder / "tuned")
        start = session(folder / "tuned/tuned.init.onnx")
        self.step = session(folder / "tuned/tuned.train.onnx")
        self.following = json.loads(self.step.get_modelmeta().custom_metadata_map["nnd.state"])
        self.state = dict(zip([o.name for o in start.get_outputs()], start.run(None, {})))
        self.batch = {"x": x.numpy(), "label": label.numpy()}
        self.outputs = [o.name for o in self.step.get_outputs()]

    def run(self, **more):
        fed = self.state | self.batch | more
        return dict(zip(self.outputs, self.step.run(self.outputs, fed)))

    def gradients(self, weights):
        """By one long step, so that what a weight loses is the gradient to the last bit."""
        far = self.run(**{"optimizer/lr": np.array(2.0**20, np.float32)})
        lost = lambda w: (self.state[w].astype(np.float64) - far[self.following[w]]) / 2.0**20
        return {w: lost("onnx/" + w) for w in weights}

    def losses(self):
        found = []
        for _ in range(STEPS):
            results = self.run()
            found.append(float(results["loss"]))
            self.state |= {i: results[o] for i, o in self.following.items()}
        return np.array(found)


def farthest(exact, found):
    """Of all tensors the largest difference, relative to the tensor's largest element."""
    return max(float(np.abs(found[w] - g).max() / np.abs(g).max()) for w, g in exact.items())


def tuned(name, folder):
    """Trains a model of PyTorch's, and compares gradients and losses with PyTorch's."""
    kind, exporter = name.split(" ")
    draw, make, lr = TORCH[kind]
    torch.manual_seed(2)
    convolutions = kind in ("resnet18", "mobilenet_v2")
    x = draw(DRAWN if convolutions else TRAINED)
    network = drawn(make, x)
    label = torch.arange(TRAINED) % CLASSES
    path = folder / "tuned.onnx"
    if exporter == "dynamo" and convolutions:
        # The exporter puts a norm into the convolution before it.
        network = fuse(network).requires_grad_()
    if convolutions:
        x, bends = clear_of_bends(network, x)
        print(f"{name}: {bends:.0e} from the nearest bend", flush=True)
    if exporter == "dynamo":
        of_torch(network, x, path, True)
    else:
        of_torch(network, x, path, False, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)
    file = onnx.load(path)
    exact = copy.deepcopy(network).double()
    numbers = x.double() if x.is_floating_point() else x
    losses, gradients = descent(exact, numbers, label, lr, file)
    single, rounded = descent(network, x, label, lr, file)
    step = Step(path, lr, folder, x, label)
    found = step.gradients(gradients)
    mine = step.losses()
    return {
        "model": name,
        "weights": sum(g.size for g in gradients.values()),
        "of": sum(p.numel() for p in network.parameters()),
        "gradient": farthest(gradients, found),
        "PyTorch's in float32": farthest(gradients, rounded),
        "loss before": float(mine[0]),
        "loss after": float(mine[-1]),
        "drift": float(np.abs(losses - mine).max() / losses[0]),
        "PyTorch's drift": float(np.abs(losses - single).max() / losses[0]),
    }


# The tables


def table(rows):
    def cell(v):
        if isinstance(v, float):
            return f"{v:.3f}" if v >= 0.01 else f"{v:.0e}" if v else "0"
        return f"{v:,}" if isinstance(v, int) else v

    lines = ["| " + " | ".join(rows[0]) + " |", "| " + " | ".join("---" for _ in rows[0]) + " |"]
    return lines + ["| " + " | ".join(cell(v) for v in r.values()) + " |" for r in rows]


def main(folder, names):
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)  # threads that wait for each other on a busy machine take many times as long
    folder.mkdir(parents=True, exist_ok=True)
    found = {"imported": [], "trained": []}
    for name in names or ALL:
        for kind, how, which in (("imported", again, ALL), ("trained", tuned, TUNED)):
            if name in which:
                try:
                    found[kind].append(how(name, folder))
                    print(json.dumps(found[kind][-1]), flush=True)
                except Exception as e:  # the others are still of interest
                    print(f"{name} {kind}: {type(e).__name__}: {e}", flush=True)
    for rows in found.values():
        if rows:
            print("\n".join(table(rows)))


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["full-size"]
    main(pathlib.Path(arguments[0]), arguments[1:])
