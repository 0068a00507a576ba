"""Memory of a process that trains: the most while it does steps, above what it had before.

Each in a fresh process, whose libraries are loaded; what making the network needed for a moment is
not counted, the steps' own peak is.
"""

from setting import Setting

STEPS = 20


def measure(name, start):
    """MiB above those before the network was there."""
    setting = Setting(name)
    with start() as worker:
        worker.ask("open", "none", "nothing")
        before = worker.memory("VmRSS")
        setting.train(worker, "step")
        worker.ask("losses", "step", 3)
        worker.forget_peak()
        worker.ask("losses", "step", STEPS)
        return worker.memory("VmHWM") - before
