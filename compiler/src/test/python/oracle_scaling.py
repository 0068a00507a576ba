"""What PyTorch's GradScaler makes of a scale that is too large at first: the numbers in MixedPrecisionTest."""

import torch

x = torch.tensor([[1.0, 2.0], [2.0, -1.0]])
y = torch.tensor([[10.0], [-20.0]])
w = torch.nn.Parameter(torch.tensor([[0.5, -0.25]]))
adam = torch.optim.Adam([w], lr=0.1)
scaler = torch.amp.GradScaler("cpu", init_scale=2.0**13)
for step in range(8):
    adam.zero_grad()
    with torch.autocast("cpu", dtype=torch.float16):
        loss = torch.nn.functional.mse_loss(torch.nn.functional.linear(x, w).float(), y)
    scaler.scale(loss).backward()
    scaler.step(adam)
    scaler.update()
    print(torch.log2(torch.tensor(scaler.get_scale())).item(), w.detach().numpy().tolist())
