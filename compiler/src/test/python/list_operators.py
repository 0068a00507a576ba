"""Writes org/nnd/onnx/operators.txt, ONNX's own operators as the onnx package knows them: for each how many
inputs it has at least and at most, the operator set of those up to 7 that it has its form of 7 from (or the one that it
came with), then those behind 21 that gave it more attributes, inputs or outputs.

    venv/bin/python compiler/src/test/python/list_operators.py
"""

import collections
import pathlib

import onnx

OLDEST = 7
WRITTEN = 21
TARGET = pathlib.Path(__file__).parents[2] / "main/resources/org/nnd/onnx/operators.txt"


def signature(schema):
    return (
        sorted(schema.attributes),
        [i.name for i in schema.inputs],
        [o.name for o in schema.outputs],
    )


def main():
    versions = collections.defaultdict(list)
    for schema in onnx.defs.get_all_schemas_with_history():
        if schema.domain == "":
            versions[schema.name].append(schema)
    lines = []
    for name in sorted(versions):
        history = sorted(versions[name], key=lambda s: s.since_version)
        told = [max([s.since_version for s in history if s.since_version <= OLDEST], default=history[0].since_version)]
        for before, after in zip(history, history[1:]):
            if after.since_version > WRITTEN and signature(before) != signature(after):
                told.append(after.since_version)
        written = [s for s in history if s.since_version <= WRITTEN] or history
        told = [written[-1].min_input, history[-1].max_input] + told
        lines.append(" ".join([name, *map(str, told)]))
    TARGET.write_text("\n".join(lines) + "\n")


main()
