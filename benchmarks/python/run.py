"""benchmarks/run: NND and PyTorch side by side, as tables in Markdown."""

import argparse
import contextlib
import os
from pathlib import Path

import header
import measure_creation
import measure_epochs
import measure_inference
import measure_memory
import measure_steps
import processes
import targets
from interleaving import digits
from networks import NETWORKS
from setting import Setting
from table import Table

PEERS = {"djl": "mlp", "dl4j": "mlp_adam"}


class Run:
    def __init__(self, asked):
        self.asked = asked
        self.networks = asked.networks.split(",")

    def nnd(self):
        return processes.nnd(self.asked.threads)

    def pytorch(self):
        return processes.pytorch(self.asked.threads)

    @contextlib.contextmanager
    def both(self):
        with self.nnd() as nnd, self.pytorch() as pytorch:
            yield nnd, pytorch

    def step(self):
        table = Table(
            "Training step", "network", "NND ms", "PyTorch ms", "ratio", "to reach",
            "NND quartiles", "PyTorch quartiles", "others took",
        )  # fmt: skip
        for name in self.networks:
            with self.both() as workers:
                nnd, other, taken = measure_steps.measure(name, workers, self.asked.seconds)
            table.row(
                name, digits(nnd.median), digits(other.median),
                f"{nnd.median / other.median:.2f}", f"{targets.STEP[name]:.2f}",
                nnd.quartiles(), other.quartiles(), f"{taken:.0%}",
            )  # fmt: skip
        return table

    def memory(self):
        table = Table(
            "Most memory during steps, above that of the process before", "network",
            "NND MiB", "PyTorch MiB", "ratio", "to reach",
        )  # fmt: skip
        for name in self.networks:
            self.prepare(name)
            nnd, other = (measure_memory.measure(name, s) for s in (self.nnd, self.pytorch))
            target = targets.MEMORY.get(name)
            table.row(
                name, digits(nnd), digits(other), f"{nnd / other:.2f}",
                f"{target:.2f}" if target else "",
            )  # fmt: skip
        return table

    def creation(self):
        table = Table(
            "From the text, or the module, to the end of the first step", "network",
            "NND ms", "PyTorch ms", "ratio", "warm: NND ms", "PyTorch ms",
            "from the process' start: NND ms", "PyTorch ms",
        )  # fmt: skip
        for name in self.networks:
            self.prepare(name)
            nnd, other = (measure_creation.measure(name, s) for s in (self.nnd, self.pytorch))
            table.row(
                name, digits(1000 * nnd.cold), digits(1000 * other.cold),
                f"{nnd.cold / other.cold:.2f}",
                digits(1000 * nnd.warm), digits(1000 * other.warm),
                digits(1000 * nnd.process), digits(1000 * other.process),
            )  # fmt: skip
        return table

    def inference(self):
        table = Table(
            "Predictions", "network", "batch", "NND ms", "PyTorch ms", "ratio", "to reach",
            "PyTorch's export ms", "ratio", "to reach",
        )  # fmt: skip
        for name in self.networks:
            with self.both() as (nnd, pytorch):
                all = measure_inference.measure(name, nnd, pytorch, self.asked.seconds / 2)
            for batch, (own, eager, export) in all.items():
                table.row(
                    name, batch, digits(own.median),
                    digits(eager.median), f"{own.median / eager.median:.2f}",
                    f"{targets.INFERENCE:.2f}",
                    digits(export.median), f"{own.median / export.median:.2f}",
                    f"{targets.EXPORTED:.2f}",
                )  # fmt: skip
        return table

    def epoch(self):
        table = Table(
            "Epoch with its data and accuracy", "text", "NND ms", "PyTorch ms with DataLoader",
            "ratio", "PyTorch ms by hand", "ratio", "reading: NND ms", "PyTorch ms",
        )  # fmt: skip
        for text, data in measure_epochs.known(self.asked.data).items():
            with self.both() as (nnd, pytorch):
                own, loader, hand = measure_epochs.measure(text, data, nnd, pytorch)
                read = measure_epochs.reading(text, data, nnd, pytorch)
            table.row(
                text, digits(own.median),
                digits(loader.median), f"{own.median / loader.median:.2f}",
                digits(hand.median), f"{own.median / hand.median:.2f}",
                *(digits(r.median) for r in read),
            )  # fmt: skip
        return table

    def peers(self):
        table = Table("Step in Java", "network", "peer", "NND ms", "peer ms", "ratio", "others took")
        for peer, name in PEERS.items():
            with self.nnd() as nnd, processes.peer(peer, self.asked.threads) as other:
                own, theirs, taken = measure_steps.measure(name, [nnd, other], self.asked.seconds)
            table.row(
                name, peer, digits(own.median), digits(theirs.median),
                f"{own.median / theirs.median:.2f}", f"{taken:.0%}",
            )  # fmt: skip
        return table

    def prepare(self, name):
        with self.nnd() as nnd:
            Setting(name).write(nnd)


MEASURES = ("step", "memory", "creation", "inference", "epoch")


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--networks", default=",".join(NETWORKS), help="names, with commas")
    parser.add_argument("--measures", default=",".join(MEASURES), help="names, and peers")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=5, help="of turns for each")
    parser.add_argument("--data", type=Path, help="a folder with MNIST's four files")
    parser.add_argument("--write", metavar="NAME", help="write benchmarks/results/NAME.md too")
    asked = parser.parse_args()
    run = Run(asked)
    head = header.header(asked.threads)
    print(head)
    tables = [getattr(run, measure)() for measure in asked.measures.split(",")]
    tail = f"\nPyTorch's build:\n\n```\n{header.build()}\n```"
    print(tail)
    if asked.write:
        file = processes.ROOT / f"benchmarks/results/{asked.write}.md"
        file.parent.mkdir(exist_ok=True)
        title = f"# {asked.write}\n\n"
        file.write_text(title + head + "".join(map(str, tables)) + tail + "\n")


if __name__ == "__main__":
    main()
