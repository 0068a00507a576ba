"""Asks ONNX Runtime's CUDA provider which operators of opset 21 it has kernels for.

    python kernels.py FOLDER VERSION > ../../compiler/src/main/resources/org/nnd/op/cuda-kernels.txt

FOLDER holds onnxruntime_gpu-VERSION.jar and what stand_in.py needs and made; Python needs onnx. For every
operator a graph holds one node for each choice of element types, and the provider's log tells which of
them it finds no kernel for. Operators without a kernel that ONNX Runtime itself writes out as others that
have one are told as such.
"""

import itertools
import pathlib
import subprocess
import sys
import tempfile

import onnx
from onnx import TensorProto, defs, helper

OPSET = 21
ELEMENTS = {
    "tensor(%s)" % name: number
    for name, number in {
        "float": 1, "uint8": 2, "int8": 3, "uint16": 4, "int16": 5, "int32": 6, "int64": 7, "bool": 9,
        "float16": 10, "double": 11, "uint32": 12, "uint64": 13, "bfloat16": 16,
    }.items()
}
NAMES = {number: text[7:-1] for text, number in ELEMENTS.items()}
ATTRIBUTES = {
    "Concat": dict(axis=0),
    "AveragePool": dict(kernel_shape=[2, 2]),
    "MaxPool": dict(kernel_shape=[2, 2]),
    "LpPool": dict(kernel_shape=[2, 2]),
    "MaxUnpool": dict(kernel_shape=[2, 2]),
    "MaxRoiPool": dict(pooled_shape=[1, 1]),
    "DepthToSpace": dict(blocksize=2),
    "SpaceToDepth": dict(blocksize=2),
    "Einsum": dict(equation="ij->ij"),
    "LRN": dict(size=3),
    "GroupNormalization": dict(num_groups=1),
    "RNN": dict(hidden_size=4),
    "LSTM": dict(hidden_size=4),
    "GRU": dict(hidden_size=4, linear_before_reset=1),
    "Split": dict(num_outputs=1),
    "BitShift": dict(direction="LEFT"),
    "RandomNormal": dict(shape=[2]),
    "RandomUniform": dict(shape=[2]),
}
SHAPES = {("TopK", 1): [1]}
TOLD_APART = ("If", "Loop", "Scan", "Constant", "TfIdfVectorizer", "StringNormalizer")
OPTIONAL = defs.OpSchema.FormalParameterOption.Optional


def schemas():
    for name in sorted({s.name for s in defs.get_all_schemas() if s.domain == ""}):
        try:
            schema = defs.get_schema(name, OPSET, "")
        except defs.SchemaError:
            continue
        tensors = not name.startswith(("Sequence", "Optional", "String"))
        if tensors and not schema.deprecated and name not in TOLD_APART:
            yield schema


def places(schema):
    """The type parameters with the first input or output that has each."""
    found = {}
    inputs = [i for i in schema.inputs if i.option != OPTIONAL]
    for at, parameters in (("in", inputs), ("out", schema.outputs[:1])):
        for i, p in enumerate(parameters):
            found.setdefault(p.type_str, at + str(i))
    kinds = {c.type_param_str for c in schema.type_constraints}
    return {kind: place for kind, place in found.items() if kind in kinds}


def node(schema, types, name):
    """A node with these types of its type parameters, and its inputs."""
    inputs = []
    for i, p in enumerate(p for p in schema.inputs if p.option != OPTIONAL):
        number = ELEMENTS[types.get(p.type_str, p.type_str)]
        shape = SHAPES.get((schema.name, i))
        inputs.append(helper.make_tensor_value_info("%s/%d" % (name, i), number, shape))
    attributes = dict(ATTRIBUTES.get(schema.name, {}))
    result = ELEMENTS.get(types.get(schema.outputs[0].type_str))
    for told in ("to", "dtype", "output_datatype"):
        if told in schema.attributes and result:
            attributes[told] = result
    if schema.name == "ConstantOfShape":
        attributes["value"] = helper.make_tensor("v", result, [1], [0])
    outputs = [name + "/y%d" % i for i in range(max(1, schema.min_output))]
    made = helper.make_node(schema.name, [i.name for i in inputs], outputs, name=name, **attributes)
    return made, inputs


def log(folder, version, nodes, inputs, name):
    """What the provider says about a graph."""
    last = helper.make_node("Abs", ["last"], ["result"], name="last")
    graph = helper.make_graph(
        nodes + [last],
        "probe",
        inputs + [helper.make_tensor_value_info("last", TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("result", TensorProto.FLOAT, [1])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    with tempfile.TemporaryDirectory() as temporary:
        file = str(pathlib.Path(temporary, name + ".onnx"))
        onnx.save(model, file)
        path = "%s:%s" % (jar(folder, version), folder)
        command = ["java", "-Donnxruntime.native.path=%s" % folder, "-cp", path, "Placements", file]
        said = subprocess.run(
            command,
            env={"LD_LIBRARY_PATH": str(folder / "cuda"), "PATH": "/usr/bin:/bin"},
            capture_output=True,
        )
        text = (said.stdout + said.stderr).decode(errors="replace")
        if "Load model from" in text or "GetCapability" not in text and "placed on" not in text:
            raise SystemExit("%s was not loaded:\n%s" % (name, text[-2000:]))
        return text


def with_bodies():
    """A node of each operator that has bodies, with its inputs."""
    value = lambda name, kind, shape: helper.make_tensor_value_info(name, kind, shape)
    number, truth, count = TensorProto.FLOAT, TensorProto.BOOL, TensorProto.INT64
    plain = helper.make_graph([helper.make_node("Abs", ["x"], ["b"])], "b", [], [value("b", number, [2])])
    step = helper.make_graph(
        [helper.make_node("Add", ["s", "e"], ["t"]), helper.make_node("Neg", ["t"], ["o"])], "s",
        [value("s", number, [2]), value("e", number, [2])],
        [value("t", number, [2]), value("o", number, [2])])
    turn = helper.make_graph(
        [helper.make_node("Neg", ["s"], ["t"]), helper.make_node("Identity", ["c"], ["d"])], "l",
        [value("i", count, []), value("c", truth, []), value("s", number, [2])],
        [value("d", truth, []), value("t", number, [2])])
    inputs = [value("x", number, [2]), value("xs", number, [3, 2]), value("p", truth, []), value("m", count, [])]
    for name, read, attributes in [
        ("If", ["p"], dict(then_branch=plain, else_branch=plain)),
        ("Loop", ["m", "p", "x"], dict(body=turn)),
        ("Scan", ["x", "xs"], dict(body=step, num_scan_inputs=1)),
    ]:
        outputs = ["y", "ys"] if name == "Scan" else ["y"]
        yield helper.make_node(name, read, outputs, name="probe", **attributes), inputs


def rows(found):
    """As few products of sets as hold all combinations and no others, as one for each first type."""
    found = [tuple(f) for f in found]
    sets = [sorted({f[i] for f in found}) for i in range(len(found[0]))]
    if len(set(found)) == len(list(itertools.product(*sets))):
        return [sets]
    apart = []
    for first in sets[0]:
        apart += [[[first]] + rest for rest in rows([f[1:] for f in found if f[0] == first])]
    return apart


def written_out(folder, version, schema, combination):
    """Whether all that ONNX Runtime makes of a node without a kernel has kernels."""
    made, inputs = node(schema, combination, "alone")
    text = log(folder, version, [made], inputs, schema.name)
    return "All nodes placed on [CUDAExecutionProvider]" in text


def jar(folder, version):
    return folder / ("onnxruntime_gpu-%s.jar" % version)


def main(folder, version):
    source = pathlib.Path(__file__).parent / "Placements.java"
    subprocess.run(["javac", "-cp", jar(folder, version), "-d", folder, source], check=True)
    print("# The kernels of ONNX Runtime %s's CUDA provider for ONNX's operators, opset %d." % (version, OPSET))
    print("# Written by benchmarks/cuda-kernels/kernels.py, which asks the provider's own library.")
    print("# OPERATOR, then for each type parameter an input or output that has it and its types;")
    print("# 'written out': has no kernel, but ONNX Runtime makes it of operators that have one.")
    for schema in schemas():
        where = places(schema)
        allowed = {c.type_param_str: [t for t in c.allowed_type_strs if t in ELEMENTS]
                   for c in schema.type_constraints if c.type_param_str in where}
        fixed = [p.type_str for p in schema.inputs if p.option != OPTIONAL and p.type_str not in where]
        if not all(allowed.values()) or not all(t in ELEMENTS for t in fixed):
            continue
        all_types = [dict(zip(allowed, c)) for c in itertools.product(*allowed.values())]
        if schema.name == "DynamicQuantizeLinear":
            all_types = all_types[:1]
        probes = [node(schema, types, "probe%d" % i) for i, types in enumerate(all_types)]
        said = log(folder, version, [p[0] for p in probes], [i for p in probes for i in p[1]], schema.name)
        without = {line.split("node name: ")[1].strip() for line in said.splitlines()
                   if "not found in registries" in line and "node name: probe" in line}
        found = [[NAMES[ELEMENTS[t]] for t in types.values()] for i, types in enumerate(all_types)
                 if "probe%d" % i not in without]
        ending = ""
        if not found and (schema.has_function or schema.has_context_dependent_function):
            floats = [t for t in all_types if set(t.values()) & {"tensor(float)", "tensor(float16)"}]
            written = [t for t in floats if len(set(t.values()) & {"tensor(float)", "tensor(float16)", "tensor(double)", "tensor(bfloat16)"}) == 1]
            found = [[NAMES[ELEMENTS[x]] for x in t.values()] for t in written[:8]
                     if written_out(folder, version, schema, t)]
            ending = " written out"
        if found:
            for row in rows(found) if where else [[]]:
                sets = ["%s=%s" % (where[k], ",".join(r)) for k, r in zip(allowed, row)]
                print(" ".join([schema.name, *sets]) + ending, flush=True)
    for made, inputs in with_bodies():
        if "not found in registries" not in log(folder, version, [made], inputs, made.op_type):
            print(made.op_type)


main(pathlib.Path(sys.argv[1]), sys.argv[2])
