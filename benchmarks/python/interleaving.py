"""Fair turns: of all at the same time none works while another does."""

import statistics
import time
from dataclasses import dataclass

TURN = 0.5
PAUSE = 0.15  # for the threads of the last one to fall asleep


@dataclass(frozen=True)
class Spread:
    """Milliseconds: the median and the quartiles."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(numbers):
        if len(numbers) == 1:
            return Spread(numbers[0], numbers[0], numbers[0])
        low, median, high = statistics.quantiles(numbers, n=4, method="inclusive")
        return Spread(median, low, high)

    def quartiles(self):
        return f"{digits(self.low)} to {digits(self.high)}"


def digits(number):
    """Three that count."""
    return f"{number:.{max(0, 3 - len(str(int(abs(number)))))}f}"


def interleaved(parties, seconds):
    """The spread of each (worker, name) in turns of so many seconds in all.

    A first round is not counted.
    """
    times = [[] for _ in parties]
    for round in range(1 + round_up(seconds / TURN)):
        for (worker, name), all in zip(parties, times):
            time.sleep(PAUSE)
            some = worker.ask("turn", name, TURN)
            if round > 0:
                all += some
    return [Spread.of(all) for all in times]


def round_up(number):
    return -int(-number // 1)
