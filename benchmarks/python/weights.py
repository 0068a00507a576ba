"""NND's first weights in a PyTorch network: the same numbers, in the same order."""

import numpy as np
import torch
from torch import nn

# At which place of NND's gates, which are ONNX's, each of PyTorch's stands.
GATES = {nn.LSTM: (0, 2, 3, 1), nn.GRU: (1, 0, 2)}


def load(network, file):
    """Fills the network with the numbers of weights.bin."""
    numbers = torch.from_numpy(np.fromfile(file, np.float32))
    at = 0
    with torch.no_grad():
        for module in leaves(network):
            for tensor in module.state_dict(keep_vars=True).values():
                if tensor.is_floating_point():
                    some = numbers[at : at + tensor.numel()].view(tensor.shape)
                    tensor.copy_(reordered(type(module), some))
                    at += tensor.numel()
    if at != len(numbers):
        raise ValueError(f"NND has {len(numbers)} weights, PyTorch {at}")


def leaves(module):
    """The layers in the order of NND's text."""
    if isinstance(module, nn.MultiheadAttention):
        return [module]
    children = module.in_order() if hasattr(module, "in_order") else list(module.children())
    return [leaf for child in children for leaf in leaves(child)] or [module]


def reordered(kind, tensor):
    if kind not in GATES:
        return tensor
    blocks = tensor.chunk(len(GATES[kind]))
    return torch.cat([blocks[place] for place in GATES[kind]])
