#!/usr/bin/env python3
"""Writes src/test/resources/onnx/old-models.zip for ConversionTest: nodes as old operator sets had them.

    venv/bin/python compiler/src/test/python/make_old_models.py

needs onnx and onnxruntime, which must take each of them.
"""

import pathlib
import zipfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

TARGET = pathlib.Path(__file__).parents[1] / "resources/onnx/old-models.zip"
FLOAT = TensorProto.FLOAT
LONG = TensorProto.INT64

# (operator set, operator, inputs' shapes, attributes, constants by input, element types of the outputs)
CASES = []


def case(opset, operator, *shapes, constants=(), outputs=(FLOAT,), label="", **attributes):
    CASES.append((opset, operator, shapes, constants, outputs, label, attributes))


def floats(*values):
    return np.array(values, np.float32)


for opset in (7, 8):
    case(opset, "BatchNormalization", (2, 3, 4), constants=[floats(1, 2, 3), floats(0, 1, 0), floats(1, 0, 1), floats(1, 2, 1)], epsilon=0.01)
case(9, "BatchNormalization", (2, 3, 4), constants=[floats(1, 2, 3), floats(0, 1, 0), floats(1, 0, 1), floats(1, 2, 1)], momentum=0.8)
for opset in (7, 10):
    case(opset, "Dropout", (2, 3), ratio=0.3)
case(12, "Dropout", (2, 3), constants=[np.float32(0.3)])
for label, attributes in {"both": dict(min=-0.5, max=0.5), "least": dict(min=0.0), "most": dict(max=0.5), "neither": {}}.items():
    case(10, "Clip", (2, 3), label=label, **attributes)
case(8, "Pad", (2, 3), pads=[0, 1, 1, 0], value=1.5)
case(10, "Pad", (2, 3), pads=[0, 2, 0, 1], mode="reflect")
case(7, "Slice", (4, 5), starts=[1, 0], ends=[3, 1000], axes=[0, 1])
case(9, "Slice", (4, 5), starts=[-2], ends=[-1])
for opset in (7, 11):
    case(opset, "Squeeze", (1, 3, 1), axes=[0], label="axes")
    case(opset, "Squeeze", (1, 3, 1), label="all")
    case(opset, "Unsqueeze", (2, 3), axes=[0, 3])
for name in ("L1", "L2", "LogSumExp", "Max", "Mean", "Min", "Prod", "Sum", "SumSquare"):
    case(11, "Reduce" + name, (2, 3, 4), axes=[1], keepdims=0)
    case(7, "Reduce" + name, (2, 3, 4), label="all")
case(13, "ReduceMean", (2, 3, 4), axes=[-1])
case(17, "ReduceMax", (2, 3, 4), axes=[0, 2])
for operator in ("Softmax", "LogSoftmax", "Hardmax"):
    case(7, operator, (2, 3), label="matrix")
    case(11, operator, (2, 3, 2, 2), axis=1, label="flattening")
    case(11, operator, (2, 3, 2, 2), axis=3, label="last")
    case(9, operator, (2, 3, 1, 1), label="ones")
    case(11, operator, (2, 3, 4), label="by default")
case(11, "Split", (4, 6), split=[1, 3], axis=0, outputs=(FLOAT, FLOAT))
case(7, "Split", (4, 6), axis=1, outputs=(FLOAT, FLOAT, FLOAT), label="equal")
case(13, "Split", (4, 6), outputs=(FLOAT, FLOAT), label="equal")
case(7, "Upsample", (1, 2, 2, 3), scales=[1.0, 1.0, 2.0, 3.0], mode="nearest", label="nearest")
case(7, "Upsample", (1, 2, 2, 3), scales=[1.0, 1.0, 2.0, 2.0], mode="linear", label="linear")
case(9, "Upsample", (1, 2, 2, 3), constants=[floats(1, 1, 2, 2)])
case(10, "Resize", (1, 2, 2, 3), constants=[floats(1, 1, 2, 2)], label="nearest")
case(10, "Resize", (1, 2, 5, 6), constants=[floats(1, 1, 0.6, 0.5)], label="shorter")
case(10, "Resize", (1, 2, 2, 3), constants=[floats(1, 1, 1.5, 2)], mode="linear", label="linear")
case(11, "Resize", (1, 2, 2, 3), constants=[floats(), floats(1, 1, 2, 2)], mode="nearest", nearest_mode="floor", coordinate_transformation_mode="asymmetric")
case(11, "Resize", (1, 2, 2, 3), constants=[floats(), floats(), np.array([1, 2, 4, 5])], mode="linear", label="sizes")
case(7, "TopK", (2, 5), k=2, outputs=(FLOAT, LONG))
case(10, "TopK", (4, 5), constants=[np.array([3])], axis=0, outputs=(FLOAT, LONG))
case(7, "Gemm", (2, 3), constants=[np.arange(12, dtype=np.float32).reshape(4, 3), floats(1, 2, 3, 4)], transB=1, label="layer")
case(9, "Gemm", (2, 3), constants=[np.ones((3, 2), np.float32), np.ones((2, 2), np.float32)], alpha=0.5, beta=2.0)
case(7, "Cast", (2, 3), to=LONG, outputs=(LONG,))
case(9, "Cast", (2, 3), to=TensorProto.BOOL, outputs=(TensorProto.BOOL,))
case(7, "Pow", (2, 3), constants=[floats(2)])
case(9, "Scatter", (3, 3), constants=[np.array([[0, 2, 1]]), floats(7, 8, 9).reshape(1, 3)], axis=0)
case(8, "MaxPool", (1, 2, 5, 5), kernel_shape=[2, 2], strides=[2, 2])
case(10, "MaxPool", (1, 2, 5, 5), kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
case(7, "AveragePool", (1, 2, 5, 5), kernel_shape=[3, 3], auto_pad="SAME_UPPER")
case(10, "AveragePool", (1, 2, 5, 5), kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
case(7, "PRelu", (2, 3), constants=[floats(0.1, 0.2, 0.3)])
case(7, "Flatten", (2, 3, 4), axis=2)
case(7, "Concat", (2, 3), (2, 1), axis=1)
case(12, "ArgMax", (2, 3), outputs=(LONG,))
case(16, "GridSample", (1, 1, 3, 3), (1, 2, 2, 2), mode="bilinear")
case(10, "RoiAlign", (1, 1, 4, 4), constants=[floats(0, 0, 3, 3).reshape(1, 4), np.array([0])], output_height=2, output_width=2)
case(18, "GroupNormalization", (2, 4, 3), constants=[floats(1, 2), floats(0, 1)], num_groups=2)
gates = {"RNN": 1, "GRU": 3, "LSTM": 4}
for operator, count in gates.items():
    weights = np.sin(np.arange(count * 3 * 2, dtype=np.float32)).reshape(1, count * 3, 2)
    recurrent = np.cos(np.arange(count * 3 * 3, dtype=np.float32)).reshape(1, count * 3, 3)
    more = {"linear_before_reset": 1} if operator == "GRU" else {}
    case(7, operator, (4, 2, 2), constants=[weights, recurrent], hidden_size=3, **more)

for opset, operator, attributes in [(1, "Softplus", {}), (6, "Relu", {}), (1, "MaxPool", dict(kernel_shape=[2])), (4, "Concat", dict(axis=1))]:
    case(opset, operator, (2, 3, 4), **attributes)
case(6, "Conv", (1, 2, 5), constants=[np.sin(np.arange(12, dtype=np.float32)).reshape(2, 2, 3)], pads=[1, 1])
case(3, "Slice", (4, 5), starts=[1], ends=[3], axes=[1])
number, row = (helper.make_tensor_value_info(n, FLOAT, [3]) for n in ("sum", "next"))
body = helper.make_graph(
    [helper.make_node("Sub", ["next", "sum"], ["new sum"]), helper.make_node("Mul", ["next", "new sum"], ["product"])],
    "body",
    [number, row],
    [helper.make_tensor_value_info(n, FLOAT, [3]) for n in ("new sum", "product")],
)
for label, directions in {"forwards": None, "backwards": [1]}.items():
    case(8, "Scan", (2, 3), (2, 5, 3), body=body, num_scan_inputs=1, directions=directions, outputs=(FLOAT, FLOAT), label=label)


def model(opset, operator, shapes, constants, outputs, attributes):
    names = [f"x{i}" for i in range(len(shapes))]
    inputs = [helper.make_tensor_value_info(n, FLOAT, s) for n, s in zip(names, shapes)]
    initializers = [numpy_helper.from_array(np.asarray(c), f"c{i}") for i, c in enumerate(constants)]
    results = [f"y{i}" for i in range(len(outputs))]
    told = {k: v for k, v in attributes.items() if v is not None}
    without = [""] if operator == "Scan" else []  # lengths of sequences
    node = helper.make_node(operator, without + names + [t.name for t in initializers], results, "node", **told)
    makes = [helper.make_tensor_value_info(n, t, None) for n, t in zip(results, outputs)]
    graph = helper.make_graph([node], operator, inputs, makes, initializers)
    # From version 4 of the format on initializers need not be inputs.
    whole = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=4)
    session = onnxruntime.InferenceSession(whole.SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(None, {n: np.zeros(s, np.float32) for n, s in zip(names, shapes)})
    for value, y in zip(whole.graph.output, found):
        value.CopyFrom(helper.make_tensor_value_info(value.name, value.type.tensor_type.elem_type, y.shape))
    return whole


def main():
    with zipfile.ZipFile(TARGET, "w") as archive:
        for opset, operator, shapes, constants, outputs, label, attributes in CASES:
            content = model(opset, operator, shapes, constants, outputs, attributes).SerializeToString(deterministic=True)
            name = f"{operator}-{opset}" + (f" {label}" if label else "")
            info = zipfile.ZipInfo(name + ".onnx", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)


main()
