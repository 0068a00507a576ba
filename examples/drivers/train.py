"""Trains on ONNX Runtime alone: python train.py NAME DATA.csv STEPS STATE.safetensors"""

import json
import sys

import numpy as np
import onnxruntime
from safetensors.numpy import save_file

name, data, steps, saved = sys.argv[1:]
start = onnxruntime.InferenceSession(f"{name}.init.onnx")
step = onnxruntime.InferenceSession(f"{name}.train.onnx")
metadata = step.get_modelmeta().custom_metadata_map
following = json.loads(metadata["nnd.state"])  # {input: the output that it is fed next}

state = dict(zip([o.name for o in start.get_outputs()], start.run(None, {})))
label = metadata["nnd.label"]
inputs = [i for i in step.get_inputs() if i.name not in state and i.name != label]
outputs = [o.name for o in step.get_outputs()]
rows = np.loadtxt(data, np.float32, delimiter=",", skiprows=1)  # the label is the last column

for s in range(int(steps)):
    batch = rows[np.arange(64 * s, 64 * (s + 1)) % len(rows)]  # in order, then again
    feed = {i.name: batch[:, :-1].reshape(64, *i.shape[1:]) for i in inputs}
    feed[label] = batch[:, -1].astype(np.int64)
    results = dict(zip(outputs, step.run(outputs, state | feed)))
    print(s + 1, results["loss"])
    state |= {i: results[o] for i, o in following.items()}

save_file({i: state[i] for i in following}, saved)
