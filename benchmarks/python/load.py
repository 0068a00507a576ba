"""How much of the machine others took while something was measured."""

import os
from pathlib import Path


class Others:
    """Counts from its making on."""

    def __init__(self, workers=()):
        self.workers = workers
        self.all, self.idle = machine()
        self.own = self.ours()

    def ours(self):
        own = sum(os.times()[:2]) * os.sysconf("SC_CLK_TCK")
        return own + sum(process(w.process.pid) for w in self.workers)

    def share(self):
        """The part of all cores' time since then."""
        all, idle = machine()
        busy = (all - self.all) - (idle - self.idle)
        return max(0, busy - (self.ours() - self.own)) / max(1, all - self.all)


def machine():
    """Ticks of all cores: all, and those without work."""
    numbers = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return sum(numbers), numbers[3] + numbers[4]


def process(pid):
    """Ticks of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])
