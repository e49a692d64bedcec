"""Golden files of the trainer, from PyTorch (made with 1.13.0a0): python3 golden/make.py

adam.json      the variables after each of ten steps of torch.optim.Adam
cycle-gan.json the losses of three steps of a small CycleGAN, batch 1, written after the paper and
               the reference implementation's options; weights and images come from a formula that
               the test repeats, so that the file has the losses only
"""
import json
import math
import os

import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


def rounded(values):
    return [float(f"{v:.7g}") for v in np.asarray(values, dtype=np.float64).reshape(-1)]


def tensor(x):
    return {"shape": list(x.shape), "values": rounded(x.detach().numpy())}


def write(name, content):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump({"torch": torch.__version__, **content}, file)


def scattered(shape, key, scale):
    """Pseudo-random numbers in [-scale, scale) that any language can repeat."""
    n = int(np.prod(shape))
    values = [math.sin(i * 12.9898 + key * 78.233) * 43758.5453 for i in range(n)]
    return np.array([(v - math.floor(v) - 0.5) * 2 * scale for v in values]).reshape(shape)


def adam():
    """loss = sum a (x - b)^2 + sum cos(3 y); the learning rate is halved after five steps."""
    x = torch.tensor(scattered((2, 3), 1, 1), dtype=torch.float32, requires_grad=True)
    y = torch.tensor(scattered((4,), 2, 1), dtype=torch.float32, requires_grad=True)
    # one slope so small that the order of the square roots and epsilon shows
    a = torch.tensor([[1.0, 0.1, 3.0], [1e-8, 1e-4, 0.5]])
    b = torch.tensor(scattered((2, 3), 3, 2), dtype=torch.float32)
    optimiser = torch.optim.Adam([x, y], lr=0.1, betas=(0.5, 0.999), eps=1e-8)
    start = {"x": tensor(x), "y": tensor(y)}
    steps = []
    for number in range(10):
        if number == 5:
            optimiser.param_groups[0]["lr"] = 0.05
        optimiser.zero_grad()
        loss = (a * (x - b) ** 2).sum() + torch.cos(3 * y).sum()
        loss.backward()
        optimiser.step()
        steps.append({"loss": float(loss), "x": tensor(x), "y": tensor(y)})
    write("adam.json", {"a": tensor(a), "b": tensor(b), "start": start, "steps": steps})


def norm(channels):
    return nn.InstanceNorm2d(channels)


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        half = lambda: [nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), norm(channels)]
        self.inner = nn.Sequential(*half(), nn.ReLU(), *half())

    def forward(self, x):
        return x + self.inner(x)


def generator(f):
    return nn.Sequential(
        nn.ReflectionPad2d(3), nn.Conv2d(3, f, 7), norm(f), nn.ReLU(),
        nn.Conv2d(f, 2 * f, 3, 2, 1), norm(2 * f), nn.ReLU(),
        nn.Conv2d(2 * f, 4 * f, 3, 2, 1), norm(4 * f), nn.ReLU(),
        Block(4 * f),
        nn.ConvTranspose2d(4 * f, 2 * f, 3, 2, 1, 1), norm(2 * f), nn.ReLU(),
        nn.ConvTranspose2d(2 * f, f, 3, 2, 1, 1), norm(f), nn.ReLU(),
        nn.ReflectionPad2d(3), nn.Conv2d(f, 3, 7), nn.Tanh(),
    )


def discriminator(f):
    return nn.Sequential(
        nn.Conv2d(3, f, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(f, 2 * f, 4, 1, 1), norm(2 * f), nn.LeakyReLU(0.2),
        nn.Conv2d(2 * f, 1, 4, 1, 1),
    )


def fill(network, key):
    """Our order: kernel [kh, kw, in, out] ([kh, kw, out, in] if transposed), then bias."""
    for number, (name, parameter) in enumerate(network.named_parameters()):
        if name.endswith("weight"):
            kernel = scattered([parameter.shape[i] for i in (2, 3, 1, 0)], key + number, 0.3)
            value = kernel.transpose(3, 2, 0, 1)
        else:
            value = scattered(parameter.shape, key + number, 0.1)
        parameter.data = torch.tensor(value.copy(), dtype=torch.float32)
    return network


def image(key):
    return torch.tensor(scattered((1, 16, 16, 3), key, 1).transpose(0, 3, 1, 2).copy(), dtype=torch.float32)


def cycle_gan():
    ab, ba = fill(generator(4), 100), fill(generator(4), 200)
    da, db = fill(discriminator(4), 300), fill(discriminator(4), 400)
    settings = dict(lr=2e-4, betas=(0.5, 0.999))
    optimise_g = torch.optim.Adam([*ab.parameters(), *ba.parameters()], **settings)
    optimise_d = torch.optim.Adam([*da.parameters(), *db.parameters()], **settings)
    l1, judge = nn.L1Loss(), lambda scores, label: ((scores - label) ** 2).mean()
    steps = []
    for number in range(3):
        a, b = image(500 + number), image(600 + number)
        fake_b, fake_a = ab(a), ba(b)
        losses = {
            "generatorAB": judge(db(fake_b), 1.0),
            "generatorBA": judge(da(fake_a), 1.0),
            "cycleA": l1(ba(fake_b), a),
            "cycleB": l1(ab(fake_a), b),
            "identityA": l1(ba(a), a),
            "identityB": l1(ab(b), b),
        }
        total = losses["generatorAB"] + losses["generatorBA"]
        total = total + 10 * (losses["cycleA"] + losses["cycleB"])
        total = total + 5 * (losses["identityA"] + losses["identityB"])
        optimise_g.zero_grad()
        total.backward()
        optimise_g.step()
        optimise_d.zero_grad()  # the pools still fill: they give back what they got
        losses["discriminatorA"] = 0.5 * (judge(da(a), 1.0) + judge(da(fake_a.detach()), 0.0))
        losses["discriminatorB"] = 0.5 * (judge(db(b), 1.0) + judge(db(fake_b.detach()), 0.0))
        (losses["discriminatorA"] + losses["discriminatorB"]).backward()
        optimise_d.step()
        steps.append({name: float(loss) for name, loss in losses.items()})
    names = ["stem", "down1", "down2", "block1Conv1", "block1Conv2", "up1", "up2", "head"]
    write("cycle-gan.json", {"layers": names, "steps": steps, "after": tensor(ab[1].weight.permute(2, 3, 1, 0))})


adam()
cycle_gan()
print("torch", torch.__version__)
