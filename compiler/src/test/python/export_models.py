#!/usr/bin/env python3
"""Models as other tools export them, with inputs and what these tools make of them.

Writes NAME.onnx and NAME.data.onnx (initializers for inputs and outputs, no nodes) into
compiler/src/test/resources/imports, for ExportedModelsTest, and whole classifiers into cli/src/test/resources:

    venv/bin/python compiler/src/test/python/export_models.py [NAME...]

needs torch, torchvision, onnx, onnxscript, scikit-learn, skl2onnx and keras. Networks are narrow, so that
the files stay small; their statistics are drawn, so that a norm is no identity.
"""

import os
import sys
import tempfile
import warnings
from collections import OrderedDict
from pathlib import Path

import numpy as np
import onnx
import torch
import torchvision
from onnx import helper, numpy_helper, version_converter
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "resources" / "imports"
MODELS = OrderedDict()


def model(name, dynamo, shape, free=()):
    """Registers a network that is exported by one of PyTorch's two exporters."""

    def register(make):
        MODELS[name] = (make, dynamo, shape, free)
        return make

    return register


def both(name, *shape, free=()):
    """Registers a network for both exporters: NAME by the dynamo one, NAME_traced by the older."""

    def register(make):
        model(name, True, shape, free)(make)
        model(name + "_traced", False, shape, free)(make)
        return make

    return register


class Words:
    """An input of indices below a number."""

    def __init__(self, count, *shape):
        self.count = count
        self.shape = shape


def example(shape, batch):
    if isinstance(shape[0], Words):
        return torch.randint(shape[0].count, (batch, *shape[0].shape))
    return torch.randn(batch, *shape)


@both("mlp", 8)
def mlp():
    return nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 12), nn.GELU(), nn.Linear(12, 3))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 20)
        self.fc2 = nn.Linear(20, 10)

    def forward(self, x):
        x = F.avg_pool2d(torch.sigmoid(self.conv1(x)), 2)
        x = F.max_pool2d(torch.sigmoid(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        return F.log_softmax(self.fc2(torch.tanh(self.fc1(x))), dim=1)


both("lenet", 1, 28, 28)(LeNet)


def narrow_resnet(block, layers, width, **more):
    """torchvision's ResNet with other widths: its code asks for 64 channels in one place only."""
    network = torchvision.models.ResNet(block, layers, num_classes=10, **more)
    scale = 64 // width
    for name, m in list(network.named_modules()):
        if isinstance(m, nn.Conv2d):
            ins = m.in_channels if m.in_channels == 3 else m.in_channels // scale
            new = nn.Conv2d(ins, m.out_channels // scale, m.kernel_size, m.stride, m.padding, bias=False)
        elif isinstance(m, nn.BatchNorm2d):
            new = nn.BatchNorm2d(m.num_features // scale)
        elif isinstance(m, nn.Linear):
            new = nn.Linear(m.in_features // scale, m.out_features)
        else:
            continue
        parent, _, last = name.rpartition(".")
        setattr(network.get_submodule(parent), last, new)
    return network


@both("resnet18", 3, 32, 32)
def resnet18():
    return narrow_resnet(torchvision.models.resnet.BasicBlock, [2, 2, 2, 2], 4)


@model("resnet50", True, (3, 32, 32))
def resnet50():
    return narrow_resnet(torchvision.models.resnet.Bottleneck, [3, 4, 6, 3], 2)


@both("mobilenet_v2", 3, 32, 32)
def mobilenet():
    setting = [[1, 4, 1, 1], [3, 6, 2, 2], [3, 8, 3, 2], [3, 10, 2, 1]]
    network = torchvision.models.MobileNetV2(num_classes=10, width_mult=1.0, inverted_residual_setting=setting, round_nearest=2)
    network.features[-1] = torchvision.models.mobilenetv2.Conv2dNormActivation(10, 24, 1, activation_layer=nn.ReLU6)
    network.classifier[1] = nn.Linear(24, 10)
    return network


@model("vgg11", True, (3, 32, 32))
def vgg():
    cfg = [4, "M", 6, "M", 8, 8, "M", 10, 10, "M", 10, 10, "M"]
    network = torchvision.models.VGG(torchvision.models.vgg.make_layers(cfg), num_classes=10)
    network.avgpool = nn.AdaptiveAvgPool2d(1)
    network.classifier = nn.Sequential(nn.Linear(10, 16), nn.ReLU(True), nn.Dropout(), nn.Linear(16, 10))
    return network


class LstmTagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20, 6)
        self.lstm = nn.LSTM(6, 8, batch_first=True)
        self.tags = nn.Linear(8, 5)

    def forward(self, words):
        h, _ = self.lstm(self.embedding(words))
        return self.tags(h)


both("lstm", Words(20, 7))(LstmTagger)


class DeepGru(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(5, 6, num_layers=2, bidirectional=True, batch_first=True)
        self.head = nn.Linear(12, 3)

    def forward(self, x):
        y, h = self.gru(x)
        return self.head(torch.cat([h[-2], h[-1]], dim=1))


both("bidirectional_gru", 7, 5)(DeepGru)


@both("transformer", 6, 16)
def transformer():
    layer = nn.TransformerEncoderLayer(16, 4, 24, batch_first=True, activation="gelu")
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)


class Up(nn.Module):
    def __init__(self, wide, narrow):
        super().__init__()
        self.up = nn.ConvTranspose2d(wide, narrow, 2, stride=2)
        self.conv = nn.Sequential(
            nn.Conv2d(2 * narrow, narrow, 3, padding=1), nn.BatchNorm2d(narrow), nn.LeakyReLU(0.1))

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], dim=1))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        def down(a, b):
            return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.LeakyReLU(0.1))
        self.down1, self.down2, self.down3 = down(1, 4), down(4, 8), down(8, 12)
        self.up2, self.up1 = Up(12, 8), Up(8, 4)
        self.out = nn.Conv2d(4, 2, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.down3(F.max_pool2d(b, 2))
        return self.out(self.up1(self.up2(c, b), a))


both("unet", 1, 16, 16)(UNet)


@both("vision_transformer", 3, 8, 8)
def vision_transformer():
    return torchvision.models.VisionTransformer(
        image_size=8, patch_size=4, num_layers=2, num_heads=2, hidden_dim=8, mlp_dim=12, num_classes=3)


class TextCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(30, 8)
        self.convs = nn.ModuleList([nn.Conv1d(8, 5, k) for k in (2, 3, 4)])
        self.out = nn.Linear(15, 2)

    def forward(self, words):
        x = self.embedding(words).transpose(1, 2)
        x = torch.cat([F.relu(c(x)).amax(dim=2) for c in self.convs], dim=1)
        return self.out(x)


both("text_cnn", Words(30, 9))(TextCnn)


class Activations(nn.Module):
    """What exporters write in parts."""

    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(10)
        self.group = nn.GroupNorm(2, 4)
        self.instance = nn.InstanceNorm1d(4, affine=True)
        self.prelu = nn.PReLU()

    def forward(self, x):
        y = self.norm(x)
        y = F.silu(y) + F.mish(y) * F.hardswish(y)
        y = F.softplus(self.group(y)) - F.elu(self.instance(y))
        y = F.gelu(y, approximate="tanh") / (1 + F.hardsigmoid(y))
        return torch.softmax(self.prelu(y), dim=-1)


both("activations", 4, 10)(Activations)


def learned(network):
    """As if it had learned: biases are no zeros, norms no identities, and no two weights are equal."""
    for p in network.parameters():
        p.data += 0.05 * torch.randn(p.shape)
    for m in network.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(m.weight, 0.5, 1.5)
            nn.init.normal_(m.bias, 0, 0.2)
            nn.init.normal_(m.running_mean, 0, 0.2)
            nn.init.uniform_(m.running_var, 0.5, 1.5)


def slim(path):
    """Without doc strings and stack traces, which name files of one machine."""
    proto = onnx.load(path)
    for node in proto.graph.node:
        node.doc_string = ""
        kept = [p for p in node.metadata_props if p.key in ("namespace", "pkg.torch.onnx.name_scopes", "pkg.torch.onnx.class_hierarchy")]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    for v in list(proto.graph.value_info) + list(proto.graph.input) + list(proto.graph.output):
        del v.metadata_props[:]
    for t in proto.graph.initializer:
        del t.metadata_props[:]
    del proto.metadata_props[:]
    del proto.graph.metadata_props[:]
    onnx.save_model(proto, path, save_as_external_data=False)
    Path(str(path) + ".data").unlink(missing_ok=True)


def data(path, inputs, outputs):
    tensors = [numpy_helper.from_array(np.ascontiguousarray(a), n) for n, a in {**inputs, **outputs}.items()]
    graph = helper.make_graph([], "data", [], [], tensors)
    onnx.save_model(helper.make_model(graph), path)


def torch_model(name, make, dynamo, shape, free):
    torch.manual_seed(1)
    network = make().eval()
    learned(network)
    path = FOLDER / (name + ".onnx")
    x = example(shape, 2)
    if dynamo:
        torch.onnx.export(network, (x,), path, dynamo=True, input_names=["x"], output_names=["y"],
                          dynamic_shapes=({0: torch.export.Dim("batch")},), verbose=False)
    else:
        torch.onnx.export(network, (x,), path, dynamo=False, opset_version=17, input_names=["x"], output_names=["y"],
                          dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}})
    slim(path)
    x = example(shape, 3)
    with torch.no_grad():
        y = network(x)
    data(FOLDER / (name + ".data.onnx"), {"x": x.numpy()}, {"y": y.numpy()})


def sklearn_model(name, outputs=None, **options):
    from skl2onnx import to_onnx
    from skl2onnx.helpers.onnx_helper import select_model_inputs_outputs
    from sklearn.neural_network import MLPClassifier

    rng = np.random.default_rng(1)
    x = rng.normal(size=(60, 4)).astype(np.float32)
    labels = (x[:, 0] * x[:, 1] > 0).astype(np.int64) + (x[:, 2] > 1)
    labels = np.array(["one", "two", "three"])[labels] if name == "sklearn_words" else labels
    fitted = MLPClassifier((6, 5), max_iter=50, random_state=1).fit(x, labels)
    proto = to_onnx(fitted, x[:1], target_opset=17, **options)
    if outputs:
        proto = select_model_inputs_outputs(proto, outputs=outputs)
    folder = FOLDER if outputs else HERE.parents[3] / "cli/src/test/resources/classifiers"
    folder.mkdir(exist_ok=True)
    onnx.save_model(proto, folder / (name + ".onnx"))
    if outputs:
        tried = x[:3]
        results = [fitted.predict_proba(tried).astype(np.float32)]
        data(FOLDER / (name + ".data.onnx"), {proto.graph.input[0].name: tried}, dict(zip(outputs, results)))


KERAS = ["keras_cnn", "keras_flat", "keras_lstm", "keras_gru", "keras_backwards", "keras_rnn", "keras_words"]


def keras_networks():
    from keras import Sequential, layers

    def residual(x):
        y = layers.Conv2D(12, 1, use_bias=False)(x)
        y = layers.ReLU(6.0)(layers.BatchNormalization()(y))
        y = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(y)
        y = layers.ReLU(6.0)(layers.BatchNormalization()(y))
        y = layers.BatchNormalization()(layers.Conv2D(4, 1, use_bias=False)(y))
        return layers.Add()([x, y])

    def cnn(x):
        x = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(x)
        x = layers.AveragePooling2D(2)(residual(residual(x)))
        x = layers.Concatenate()([x, layers.Conv2D(3, 1)(x)])
        return layers.Dense(2, activation="softmax")(layers.GlobalAveragePooling2D()(x))

    both = lambda layer, **more: layers.Bidirectional(layer, **more)
    return {
        "keras_cnn": ((8, 12, 3), cnn),
        "keras_flat": ((6, 6, 2), lambda x: layers.Dense(3)(layers.Flatten()(layers.Conv2D(4, 3, activation="relu")(x)))),
        "keras_lstm": ((4, 3), Sequential([layers.LSTM(4, return_sequences=True), both(layers.LSTM(3)), layers.Dense(2)])),
        "keras_gru": ((3, 3), Sequential([both(layers.GRU(2, return_sequences=True)), layers.GRU(3)])),
        "keras_backwards": ((3, 3), Sequential([both(layers.GRU(2), merge_mode="sum")])),
        "keras_rnn": ((3, 2), Sequential([layers.SimpleRNN(4, activation="relu", return_sequences=True), layers.SimpleRNN(2)])),
        "keras_words": ((4,), Sequential([layers.Embedding(9, 3), layers.LSTM(3)])),
    }


def keras_model(name):
    os.environ["KERAS_BACKEND"] = "torch"
    import keras

    keras.utils.set_random_seed(1)
    shape, make = keras_networks()[name]
    x = keras.Input(shape, name="x")
    network = keras.Model(x, make(x))
    rng = np.random.default_rng(1)
    for w in network.weights:
        w.assign(rng.uniform(0.3, 1.5, w.shape) if "variance" in w.path else rng.normal(0, 0.5, w.shape))
    numbers = rng.integers(0, 9, (3, *shape)) if name == "keras_words" else rng.normal(size=(3, *shape))
    fed = numbers.astype(np.float32)
    results = keras.ops.convert_to_numpy(network(fed, training=False))
    path = FOLDER / (name + ".onnx")
    with tempfile.TemporaryDirectory() as folder:
        network.export(os.path.join(folder, name + ".onnx"), format="onnx", verbose=False)
        onnx.save_model(onnx.load(os.path.join(folder, name + ".onnx")), path)
    slim(path)
    proto = onnx.load(path)
    data(FOLDER / (name + ".data.onnx"), {proto.graph.input[0].name: fed}, {proto.graph.output[0].name: results})


def onnx_tests():
    """ONNX's own node and layer tests that PyTorch's exporter made: every one that is a layer of ours."""
    from onnx.backend.test import loader

    folder = FOLDER / "onnx"
    folder.mkdir(exist_ok=True)
    for case in loader.load_model_tests(kind="pytorch-converted"):
        source = Path(case.model_dir)
        proto = onnx.load(source / "model.onnx")
        initial = {t.name for t in proto.graph.initializer}
        fed = [v.name for v in proto.graph.input if v.name not in initial]
        def tensors(kind, names):
            files = [source / "test_data_set_0" / f"{kind}_{i}.pb" for i in range(len(names))]
            return {n: numpy_helper.to_array(onnx.load_tensor(f)) for n, f in zip(names, files)}
        name = case.name.removeprefix("test_")
        size = sum(f.stat().st_size for f in source.rglob("*") if f.is_file())
        # The converter leaves PRelu's slopes in the way of set 6; a loss's targets are no examples.
        odd = "multiparam" in case.name or "Loss" in case.name
        if (source / "test_data_set_0").exists() and size < 20_000 and not odd:
            # They are of operator set 6, and ours begin with 7.
            onnx.save_model(version_converter.convert_version(proto, 17), folder / (name + ".onnx"))
            outputs = tensors("output", [o.name for o in proto.graph.output])
            data(folder / (name + ".data.onnx"), tensors("input", fed), outputs)


def main(names):
    warnings.filterwarnings("ignore")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, how in MODELS.items():
        if not names or name in names:
            torch_model(name, *how)
    for name in KERAS:
        if not names or name in names:
            keras_model(name)
    plain = {"options": {"zipmap": False}}
    for name, more in {"sklearn_mlp": {"outputs": ["probabilities"]} | plain, "sklearn_labels": plain, "sklearn_words": plain, "sklearn_map": {}}.items():
        if not names or name in names:
            sklearn_model(name, **more)
    if not names or "onnx" in names:
        onnx_tests()
    print("bytes:", sum(p.stat().st_size for p in FOLDER.rglob("*.onnx")))


if __name__ == "__main__":
    main(sys.argv[1:])
