"""What was measured with: the machine, the versions, how PyTorch was built."""

import os
import platform
import subprocess
from pathlib import Path

import onnx
import torch
from processes import ROOT, TARGET, java


def header(threads):
    lines = [
        f"{processor()}, {os.cpu_count()} cores, {memory():.0f} GiB, {platform.system()};"
        f" {threads} threads each.",
        f"NND {revision()}, ONNX Runtime {runtime()} in {jvm()}, -XX:+UseSerialGC -Xmn32m as nnd has it;"
        f" PyTorch {torch.__version__}, eager, onnx {onnx.__version__}, Python"
        f" {platform.python_version()}.",
    ]
    return "\n\n".join(lines) + "\n"


def build():
    """How PyTorch was built, to go behind the tables."""
    wanted = ("Math Kernel", "MKL-DNN", "OpenMP", "LAPACK is", "CPU capability")
    lines = [line.strip(" -") for line in torch.__config__.show().splitlines()]
    return "\n".join(line for line in lines if any(w in line for w in wanted))


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def revision():
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return said.stdout.strip() or "of unknown revision"


def runtime():
    (jar,) = TARGET.glob("lib/onnxruntime-*.jar")
    return jar.stem.split("-")[1]


def jvm():
    said = subprocess.run([java(), "-version"], capture_output=True, text=True)
    return "Java " + said.stderr.split('"')[1]
