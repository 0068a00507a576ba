#!/usr/bin/env python3
"""Compares our onnx.proto with the schema inside the official `onnx` Python package.

Every message, field (number, type, label, packing, default, deprecation, oneof), enum value,
reserved number and reserved name counts. Prints each difference and exits 1 if there is any.

How to run, from anywhere:

    python3 -m venv venv
    venv/bin/pip install onnx grpcio-tools
    venv/bin/python compiler/src/test/python/compare_schema.py

An argument names another .proto file to compare. `protoc` on the PATH serves in place of
grpcio-tools.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import onnx
from google.protobuf import descriptor_pb2

OURS = pathlib.Path(__file__).resolve().parents[2] / "main" / "proto" / "onnx.proto"
FIELD = descriptor_pb2.FieldDescriptorProto


def compiled(proto):
    """The file descriptor that protoc makes of a .proto file."""
    try:
        import grpc_tools.protoc  # noqa: F401

        protoc = [sys.executable, "-m", "grpc_tools.protoc"]
    except ImportError:
        if not shutil.which("protoc"):
            sys.exit("compare_schema: needs protoc: pip install grpcio-tools")
        protoc = ["protoc"]
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "descriptor"
        done = subprocess.run(
            protoc + [f"-I{proto.parent}", f"--descriptor_set_out={out}", str(proto)]
        )
        if done.returncode != 0:
            sys.exit(f"compare_schema: protoc refuses {proto}")
        files = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file
    return files[-1]


def official():
    """The file descriptor that the onnx package was built with."""
    result = descriptor_pb2.FileDescriptorProto()
    onnx.ModelProto.DESCRIPTOR.file.CopyToProto(result)
    return result


def facts(file):
    """Everything that a schema says, as a flat map from path to value."""
    result = {
        "package": file.package,
        "syntax": file.syntax or "proto2",
    }
    proto3 = file.syntax == "proto3"
    for message in file.message_type:
        add_message(result, f"message {message.name}", message, proto3)
    for enum in file.enum_type:
        add_enum(result, f"enum {enum.name}", enum)
    for service in file.service:
        result[f"service {service.name}"] = "present"
    for extension in file.extension:
        result[f"extension {extension.name}"] = "present"
    return result


def add_message(result, path, message, proto3):
    result[path] = "present"
    for field in message.field:
        at = f"{path}.{field.name}"
        result[at] = "present"
        result[f"{at} number"] = field.number
        result[f"{at} type"] = FIELD.Type.Name(field.type) + (
            f" {field.type_name}" if field.type_name else ""
        )
        result[f"{at} label"] = FIELD.Label.Name(field.label)
        result[f"{at} packed"] = is_packed(field, proto3)
        result[f"{at} deprecated"] = field.options.deprecated
        if field.HasField("default_value"):
            result[f"{at} default"] = field.default_value
        if field.HasField("oneof_index"):
            result[f"{at} oneof"] = message.oneof_decl[field.oneof_index].name
    for span in message.reserved_range:
        for number in range(span.start, min(span.end, span.start + 1000)):
            result[f"{path} reserved {number}"] = "present"
    for name in message.reserved_name:
        result[f"{path} reserved {name}"] = "present"
    for span in message.extension_range:
        result[f"{path} extensions {span.start} to {span.end}"] = "present"
    for nested in message.nested_type:
        add_message(result, f"{path}.{nested.name}", nested, proto3)
    for enum in message.enum_type:
        add_enum(result, f"{path}.{enum.name}", enum)


def is_packed(field, proto3):
    if field.label != FIELD.LABEL_REPEATED or field.type in (
        FIELD.TYPE_STRING,
        FIELD.TYPE_BYTES,
        FIELD.TYPE_MESSAGE,
        FIELD.TYPE_GROUP,
    ):
        return False
    return field.options.packed if field.options.HasField("packed") else proto3


def add_enum(result, path, enum):
    result[path] = "present"
    for value in enum.value:
        result[f"{path}.{value.name}"] = value.number
    for span in enum.reserved_range:
        for number in range(span.start, min(span.end + 1, span.start + 1000)):
            result[f"{path} reserved {number}"] = "present"
    for name in enum.reserved_name:
        result[f"{path} reserved {name}"] = "present"


def main():
    ours_path = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OURS
    ours, theirs = facts(compiled(ours_path)), facts(official())
    different = [path for path in sorted(ours | theirs) if ours.get(path) != theirs.get(path)]
    for path in different:
        print(f"{path}: ours {ours.get(path, 'absent')}, onnx {theirs.get(path, 'absent')}")
    kinds = [sum(path.startswith(kind) for path in ours) for kind in ("message", "enum")]
    print(
        f"onnx {onnx.__version__}: {len(different)} differences"
        f" among {len(ours)} facts ({kinds[0]} of messages, {kinds[1]} of top-level enums)"
    )
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
