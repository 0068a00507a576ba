"""Something that is done again and again while it is its turn, and timed."""

import time


class Turns:
    def round(self):
        raise NotImplementedError

    def turn(self, seconds):
        """Milliseconds of each round but the first one, in which threads wake and caches fill."""
        end = time.perf_counter() + seconds
        laps = []
        while len(laps) < 2 or laps[-1] < end:
            self.round()
            laps.append(time.perf_counter())
        return [1000 * (b - a) for a, b in zip(laps, laps[1:])]

    def losses(self, rounds):
        raise NotImplementedError
