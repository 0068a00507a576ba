"""Compile time: all that nnd compile writes against torch.onnx.export, which exports no training.

NND in a JVM that is warm, and as a process of its own; PyTorch with its libraries loaded and its
first export done, and as a process of its own.
"""

import statistics
import subprocess
import time

import processes
from interleaving import interleaved
from setting import Setting

STARTS = 3


def measure(name, nnd, pytorch, threads):
    """Milliseconds: spreads of both when warm, then medians of whole processes."""
    setting = Setting(name)
    setting.write(nnd)
    nnd.ask("open", "compile", "compile", setting.text)
    pytorch.ask("open", "export", "export", name, setting.folder)
    warm = interleaved([(nnd, "compile"), (pytorch, "export")], 1)
    nnd.ask("close", "compile")
    pytorch.ask("close", "export")
    return warm, [whole(lambda: compile(setting)), whole(lambda: export(setting, threads))]


def whole(run):
    times = []
    for _ in range(STARTS):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def compile(setting):
    command = [processes.ROOT / "nnd", "compile", setting.text, "-o", setting.folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def export(setting, threads):
    with processes.pytorch(threads) as one:
        one.ask("open", "export", "export", setting.name, setting.folder)
