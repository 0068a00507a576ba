#!/usr/bin/env python3
"""Collects ONNX's own tests of single operators into src/test/resources/onnx/node-tests.zip, for NodeTestsTest:

    venv/bin/python compiler/src/test/python/collect_node_tests.py

The models come from the package onnx (backend/test/case/node), under the Apache License 2.0, which lies in
the file beside them. For each operator that NND emits (the names in op/*.java and in OTHER below) there are all of its models,
and the attributes that have a default. Where a test feeds what a network rarely computes, such as axes, there
is NAME.constant.onnx too, with the numbers that it feeds as initializers.
"""

import json
import pathlib
import zipfile

import numpy as np
import onnx
from onnx.backend.test.case.node import collect_testcases

HERE = pathlib.Path(__file__).parents[2]
OPS = HERE / "main/java/org/nnd/op"
TARGET = HERE / "test/resources/onnx/node-tests.zip"
# Ops whose files have another name than ONNX's operator.
OTHER = {
    "Gru": "GRU",
    "Lrn": "LRN",
    "Lstm": "LSTM",
    "Rnn": "RNN",
    "ScatterNd": "ScatterND",
    "ShapeOf": "Shape",
    "Upsample": "Resize",
}
# Inputs that say what is done with the others.
SETTINGS = set("axes starts ends steps shape repeats k split pads sizes scales depth min max".split())
NOTICE = """Models of ONNX's backend tests, as the Python package onnx {version} makes them.
Copyright (c) ONNX Project Contributors
SPDX-License-Identifier: Apache-2.0
https://github.com/onnx/onnx
"""


def emitted():
    names = {OTHER.get(p.stem, p.stem) for p in OPS.glob("*.java")}
    return names & {s.name for s in onnx.defs.get_all_schemas() if s.domain == ""}


def defaults(names):
    """For each operator its attributes with a default."""
    found = {}
    for name in sorted(names):
        schema = onnx.defs.get_schema(name)
        told = {}
        for key, attribute in schema.attributes.items():
            if attribute.default_value.type:
                value = onnx.helper.get_attribute_value(attribute.default_value)
                told[key] = text(value)
        found[name] = told
    return found


def text(value):
    if isinstance(value, (list, tuple)):
        return [text(v) for v in value]
    return value.decode() if isinstance(value, bytes) else value


def with_constants(case):
    """The model with its settings as initializers, if it has some."""
    model = onnx.ModelProto()
    model.CopyFrom(case.model)
    graph = model.graph
    node = graph.node[0]
    names = [i.name.lower() for i in onnx.defs.get_schema(node.op_type).inputs]
    settings = {v for v, name in zip(node.input, names) if name in SETTINGS}
    fed = dict(zip([i.name for i in graph.input], case.data_sets[0][0])) if case.data_sets else {}
    told = [i for i in graph.input if i.name in settings and isinstance(fed.get(i.name), np.ndarray)]
    for i in told:
        graph.initializer.append(onnx.numpy_helper.from_array(fed[i.name], i.name))
        graph.input.remove(i)
    return model if told else None


def add(archive, name, content):
    # The same bytes each time.
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=9)


def main():
    names = emitted()
    with zipfile.ZipFile(TARGET, "w") as archive:
        add(archive, "NOTICE", NOTICE.format(version=onnx.__version__))
        add(archive, "defaults.json", json.dumps(defaults(names), sort_keys=True))
        for case in sorted(collect_testcases(None), key=lambda c: c.name):
            model = case.model
            if model is not None and len(model.graph.node) == 1 and model.graph.node[0].op_type in names:
                add(archive, case.name + ".onnx", model.SerializeToString(deterministic=True))
                told = with_constants(case)
                if told is not None:
                    add(archive, case.name + ".constant.onnx", told.SerializeToString(deterministic=True))


main()
