"""Predictions: NND's model and PyTorch's export of the same network on the same ONNX Runtime (that
of Java), and PyTorch itself."""

from interleaving import interleaved
from setting import Setting

BATCHES = (1, 64)


def measure(name, nnd, pytorch, seconds):
    """For each batch the spreads of NND, PyTorch and PyTorch's export."""
    setting = Setting(name)
    setting.write(nnd)
    pytorch.ask("open", "export", "export", name, setting.folder)
    pytorch.ask("close", "export")
    result = {}
    for batch in BATCHES:
        nnd.ask("open", "own", "predict", setting.folder / "nnd.onnx", batch)
        nnd.ask("open", "theirs", "predict", setting.folder / "torch.onnx", batch)
        pytorch.ask("open", "eager", "predict", name, setting.folder, batch)
        parties = [(nnd, "own"), (pytorch, "eager"), (nnd, "theirs")]
        result[batch] = interleaved(parties, seconds)
        for worker, key in parties:
            worker.ask("close", key)
    return result
