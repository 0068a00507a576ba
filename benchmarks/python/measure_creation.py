"""From nothing to the end of the first step, each in a fresh process."""

import statistics
import time
from dataclasses import dataclass

from setting import Setting

PROCESSES = 3


@dataclass(frozen=True)
class Creation:
    """Seconds: with libraries loaded, the same again in the warm process, from a process' start."""

    cold: float
    warm: float
    process: float


def measure(name, start):
    some = [once(Setting(name), start) for _ in range(PROCESSES)]
    return Creation(
        *(statistics.median(getattr(c, f) for c in some) for f in ("cold", "warm", "process"))
    )


def once(setting, start):
    with start() as worker:
        worker.ask("open", "none", "nothing")
        cold = created(setting, worker)
        process = time.perf_counter() - worker.started
        warm = statistics.median(created(setting, worker) for _ in range(5))
        return Creation(cold, warm, process)


def created(setting, worker):
    begin = time.perf_counter()
    setting.train(worker, "step")
    worker.ask("losses", "step", 1)
    seconds = time.perf_counter() - begin
    worker.ask("close", "step")
    return seconds
