#!/usr/bin/env python3
"""Reads event files with TensorBoard's own reader and prints the numbers in them.

How to run, from anywhere:

    python3 -m venv venv
    venv/bin/pip install tensorboard
    ./nnd train examples/iris.nnd --tensorboard FOLDER
    venv/bin/python runtime/src/test/python/read_events.py FOLDER

Exits 1 if a folder has no numbers, or an epoch or a step is missing.
"""

import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def main(folder):
    fine = True
    for run in sorted({f.parent for f in pathlib.Path(folder).rglob("*tfevents*")}):
        events = EventAccumulator(str(run), size_guidance={"scalars": 0})
        events.Reload()
        tags = events.Tags()["scalars"]
        fine &= bool(tags)
        for tag in tags:
            scalars = events.Scalars(tag)
            steps = [s.step for s in scalars]
            fine &= steps == list(range(1, len(steps) + 1))
            print(f"{run.name} {tag}: {len(steps)} numbers, the last one {scalars[-1].value:.6g}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
