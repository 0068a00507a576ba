#!/usr/bin/env python3
"""What ONNX's reference evaluator makes of the operators of quantisation.

Writes compiler/src/test/resources/oracle/quantize.json. Needs onnx 1.23 and numpy:

    venv/bin/python compiler/src/test/python/oracle_quantize.py
"""

import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

TYPES = {"float": TensorProto.FLOAT, "uint8": TensorProto.UINT8, "int8": TensorProto.INT8, "int32": TensorProto.INT32}
NAMES = {"float32": "float"}


def tensor(a):
    kind = NAMES.get(str(a.dtype), str(a.dtype))
    return {"type": kind, "shape": list(a.shape), "values": [float(v) for v in a.ravel()]}


def case(label, op, inputs, outputs=1, **attributes):
    arrays = [np.asarray(a) for a in inputs]
    given = [f"x{i}" for i in range(len(arrays))]
    made = [f"y{i}" for i in range(outputs)]
    infos = [
        helper.make_tensor_value_info(n, TYPES[NAMES.get(str(a.dtype), str(a.dtype))], a.shape)
        for n, a in zip(given, arrays)
    ]
    results = [helper.make_tensor_value_info(n, TensorProto.UNDEFINED, None) for n in made]
    graph = helper.make_graph([helper.make_node(op, given, made, **attributes)], "g", infos, results)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    found = ReferenceEvaluator(model).run(None, dict(zip(given, arrays)))
    return {
        "label": label,
        "op": op,
        "attributes": attributes,
        "inputs": [tensor(a) for a in arrays],
        "outputs": [tensor(np.asarray(a)) for a in found],
    }


def main():
    draw = np.random.default_rng(1)
    f = lambda *v: np.array(v, np.float32)
    u8 = lambda *shape: draw.integers(0, 256, shape).astype(np.uint8)
    i8 = lambda *shape: draw.integers(-128, 128, shape).astype(np.int8)
    # Where processors multiply unsigned by signed bytes, ONNX Runtime adds two products in 16 bits.
    w8 = lambda *shape: draw.integers(-64, 65, shape).astype(np.int8)
    cases = [
        case("ties go to even, ends cut off", "QuantizeLinear",
             [f(-9, -1.5, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1.5, 99, 999), np.float32(0.5), np.uint8(10)], axis=1),
        case("a scale for each row", "QuantizeLinear",
             [f(-1, 0.3, 2, -3, 4, 500).reshape(2, 3), f(0.1, 2), np.array([0, 0], np.int8)], axis=0),
        case("one scale", "DequantizeLinear", [u8(2, 3), np.float32(0.03), np.uint8(128)], axis=1),
        case("a scale for each column", "DequantizeLinear", [i8(2, 3), f(0.1, 2, 3), np.array([0, 1, -2], np.int8)], axis=1),
        case("sums of 32 bits", "DequantizeLinear",
             [np.array([-70000, 5, 1 << 20], np.int32), f(0.1, 2, 3), np.zeros(3, np.int32)], axis=0),
        case("both signs", "DynamicQuantizeLinear", [f(-1.3, 0, 0.4, 2.5, 2.6, -0.07)], 3),
        case("above 0", "DynamicQuantizeLinear", [f(1, 2, 3.3, 4)], 3),
        case("below 0", "DynamicQuantizeLinear", [f(-1, -2, -3.3, -4)], 3),
        case("matrices", "MatMulInteger", [u8(2, 4), w8(4, 3), np.uint8(7), np.int8(0)]),
        case("a matrix for each example", "MatMulInteger", [u8(2, 3, 4), w8(4, 3), np.uint8(7), np.int8(0)]),
        case("a zero for each column", "MatMulInteger", [u8(2, 4), u8(4, 3), np.uint8(7), np.array([128, 127, 0], np.uint8)]),
        case("padded", "ConvInteger", [u8(1, 2, 4, 4), u8(3, 2, 3, 3), np.uint8(9), np.uint8(128)],
             kernel_shape=[3, 3], strides=[1, 1], dilations=[1, 1], pads=[1, 1, 1, 1], group=1),
        case("strided", "ConvInteger", [u8(2, 1, 5, 5), u8(2, 1, 3, 3), np.uint8(0), np.uint8(128)],
             kernel_shape=[3, 3], strides=[2, 2], dilations=[1, 1], pads=[0, 0, 0, 0], group=1),
    ]
    file = Path(__file__).parents[1] / "resources/oracle/quantize.json"
    file.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


if __name__ == "__main__":
    main()
