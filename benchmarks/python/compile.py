"""benchmarks/compile: compile time, as a table in Markdown."""

import argparse
import os

import header
import measure_compile
import processes
from interleaving import digits
from networks import NETWORKS
from table import Table


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/compile", description=__doc__)
    parser.add_argument("--networks", default=",".join(NETWORKS), help="names, with commas")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    print(header.header(asked.threads))
    table = Table(
        "Compile time: NND's three models, one of them a training step; PyTorch's that predicts",
        "network", "nnd ms", "torch.onnx.export ms", "ratio",
        "as a process: nnd compile ms", "torch.onnx.export ms", "ratio",
    )  # fmt: skip
    for name in asked.networks.split(","):
        with processes.nnd(asked.threads) as nnd, processes.pytorch(asked.threads) as pytorch:
            warm, cold = measure_compile.measure(name, nnd, pytorch, asked.threads)
        table.row(
            name,
            *(digits(spread.median) for spread in warm),
            f"{warm[0].median / warm[1].median:.3f}",
            *(digits(milliseconds) for milliseconds in cold),
            f"{cold[0] / cold[1]:.2f}",
        )


if __name__ == "__main__":
    main()
