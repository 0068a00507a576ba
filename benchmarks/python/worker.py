"""PyTorch's side of every comparison: the lines that the Java Worker reads, answered alike."""

import logging
import os
import sys

import torch
from device_steps import DeviceSteps
from epochs import Epochs, Readings
from predictions import Exports, Predictions
from steps import Steps
from turns import Turns

KINDS = {
    "nothing": Turns,
    "train": Steps,
    "train_on": DeviceSteps,
    "predict": Predictions,
    "export": Exports,
    "epochs": Epochs,
    "read": Readings,
}


def done(opened, words):
    command, name, *rest = words
    if command == "open":
        kind, *arguments = rest
        plain = [a for a in arguments if "=" not in a]
        named = dict(a.split("=", 1) for a in arguments if "=" in a)
        opened[name] = KINDS[kind](*plain, **named)
        return []
    if command == "turn":
        return opened[name].turn(float(rest[0]))
    if command == "losses":
        return opened[name].losses(int(rest[0]))
    if command == "close":
        del opened[name]
        return []
    raise ValueError("no such command")


def main(threads):
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    logging.disable(logging.WARNING)
    opened = {}
    for line in sys.stdin:
        try:
            answer = " ".join(map(repr, done(opened, line.rstrip("\n").split("\t"))))
        except Exception as e:
            words = f"error: {line.strip()}: {type(e).__name__}: {e}"
            answer = " ".join(words.split())
        print(answer, flush=True)


if __name__ == "__main__":
    main(int(os.environ["THREADS"]))
