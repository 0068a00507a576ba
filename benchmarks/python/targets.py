"""What NND's time divided by PyTorch's is meant to come to."""

STEP = {
    "mlp": 0.90,
    "mlp_adam": 0.90,
    "lenet": 0.75,
    "resnet": 0.95,
    "resnet18": 1.00,
    "lstm": 0.80,
    "lstm_bi": 0.80,
    "gru": 0.80,
    "gru_bi": 0.80,
    "transformer": 1.00,
}
MEMORY = {"resnet": 1.00}
INFERENCE = 0.80
EXPORTED = 1.00
