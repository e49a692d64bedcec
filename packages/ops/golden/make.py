"""Writes the values that PyTorch gives for the operations of this package.

Run with `python3 packages/ops/golden/make.py`. Images are written [batch, height, width, channels],
convolution weights [height, width, in, out]; gradients are those of sum(weights * output).
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)
FOLDER = pathlib.Path(__file__).parent


def tensor(t):
    t = t.detach()
    if t.ndim == 4:
        t = t.permute(0, 2, 3, 1)
    values = [float(f"{v:.8g}") for v in t.reshape(-1).tolist()]
    return {"shape": list(t.shape), "values": values}


def case(function, x, **extra):
    """Input, output, weights, and the gradients of first and second order.

    The first is that of s = sum(weights * output); the second is that of sum(weights2 * gradient^2)
    of q = sum(weights * output^2), so that it is not zero for a linear function.
    """
    x = x.clone().requires_grad_(True)
    y = function(x)
    weights = torch.randn_like(y)
    (gradient,) = torch.autograd.grad((weights * y).sum(), x)
    (inner,) = torch.autograd.grad((weights * function(x) ** 2).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad((inner**2).sum(), x)
    return {
        "x": tensor(x),
        "y": tensor(y),
        "weights": tensor(weights),
        "gradient": tensor(gradient),
        "second": tensor(second),
        **extra,
    }


def kernel(taps):
    line = torch.tensor([1.0, 2, 1] if taps == 3 else [1.0, 3, 3, 1])
    square = line[:, None] * line[None, :]
    return square / square.sum()


def blur_downsample(x, taps):
    channels = x.shape[1]
    after = taps - 2
    padded = F.pad(x, [1, after, 1, after], mode="reflect")
    weight = kernel(taps).expand(channels, 1, taps, taps)
    return F.conv2d(padded, weight, stride=2, groups=channels)


def blur_upsample(x, taps):
    channels = x.shape[1]
    padded = F.pad(x, [1, 1, 1, 1], mode="replicate")
    weight = (kernel(taps) * 4).expand(channels, 1, taps, taps)
    # padding 1 + (taps - 1) // 2; the first row and column are cropped, with 4 taps the last too
    full = F.conv_transpose2d(padded, weight, stride=2, padding=2, groups=channels)[:, :, 1:, 1:]
    return full if taps == 3 else full[:, :, :-1, :-1]


def instance_norm(x, gamma=None, beta=None):
    return F.instance_norm(x, weight=gamma, bias=beta, eps=1e-5)


def spectral(weight, iterations, layout):
    """torch.nn.utils.spectral_norm of a layer in training mode, and the gradient of its weight."""
    out = weight.shape[0]
    if weight.ndim == 4:
        layer = torch.nn.Conv2d(weight.shape[1], out, tuple(weight.shape[2:]), bias=False)
    else:
        layer = torch.nn.Linear(weight.shape[1], out, bias=False)
    layer.weight.data = weight.clone()
    layer = torch.nn.utils.spectral_norm(layer, n_power_iterations=iterations)
    u = layer.weight_u.clone()
    image = torch.randn(1, weight.shape[1], 4, 4) if weight.ndim == 4 else torch.randn(1, weight.shape[1])
    layer.train()
    layer(image)
    normal = layer.weight
    weights = torch.randn_like(normal)
    (gradient,) = torch.autograd.grad((weights * normal).sum(), layer.weight_orig)
    sigma = (layer.weight_orig.detach().flatten()[0] / normal.detach().flatten()[0])

    def ours(t):
        t = t.detach().permute(*layout)
        return {"shape": list(t.shape), "values": [float(f"{v:.8g}") for v in t.reshape(-1).tolist()]}

    return {
        "iterations": iterations,
        "weight": ours(weight),
        "u": tensor(u),
        "normal": ours(normal),
        "nextU": tensor(layer.weight_u),
        "sigma": float(sigma),
        "weights": ours(weights),
        "gradient": ours(gradient),
    }


def main():
    odd = torch.randn(2, 3, 5, 7)
    even = torch.randn(2, 2, 6, 4)
    gamma, beta = torch.randn(3), torch.randn(3)
    cases = {
        "reflectPad": {
            "1": case(lambda x: F.pad(x, [1, 1, 1, 1], mode="reflect"), odd),
            "top 1, bottom 2, left 3, right 0": case(
                lambda x: F.pad(x, [3, 0, 1, 2], mode="reflect"), odd
            ),
            "3, wider than half": case(lambda x: F.pad(x, [3, 3, 3, 3], mode="reflect"), even),
        },
        "circularPad": {
            "both": case(lambda x: F.pad(x, [2, 2, 2, 2], mode="circular"), odd),
            "width": case(lambda x: torch.cat([x[..., -2:], x, x[..., :2]], 3), odd),
            "height": case(lambda x: torch.cat([x[:, :, -2:], x, x[:, :, :2]], 2), odd),
        },
        "instanceNorm": {
            "plain": case(instance_norm, odd),
            "affine": case(
                lambda x: instance_norm(x, gamma, beta), odd, gamma=tensor(gamma), beta=tensor(beta)
            ),
            "far from zero": case(instance_norm, even + 100),
        },
        "blurDownsample": {
            f"{taps} taps, {name}": case(lambda x, t=taps: blur_downsample(x, t), x)
            for taps in (3, 4)
            for name, x in (("odd", odd), ("even", even))
        },
        "blurUpsample": {
            f"{taps} taps, {name}": case(lambda x, t=taps: blur_upsample(x, t), x)
            for taps in (3, 4)
            for name, x in (("odd", odd), ("even", even))
        },
        "pixelShuffle": {
            "2": case(lambda x: F.pixel_shuffle(x, 2), torch.randn(2, 8, 3, 2)),
            "3": case(lambda x: F.pixel_shuffle(x, 3), torch.randn(1, 9, 2, 3)),
        },
        "flip": {
            "horizontal": case(lambda x: torch.flip(x, [3]), odd),
            "vertical": case(lambda x: torch.flip(x, [2]), odd),
        },
        "upsampleNearest": {
            "2": case(lambda x: F.interpolate(x, scale_factor=2, mode="nearest"), odd),
            "3": case(lambda x: F.interpolate(x, scale_factor=3, mode="nearest"), even),
        },
    }
    for name, group in cases.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(group) + "\n")
    spectral_cases = {
        "convolution": spectral(torch.randn(4, 3, 3, 2), 1, (2, 3, 1, 0)),
        "convolution, three iterations": spectral(torch.randn(4, 2, 3, 3), 3, (2, 3, 1, 0)),
        "dense": spectral(torch.randn(5, 6), 1, (1, 0)),
    }
    (FOLDER / "spectralNorm.json").write_text(json.dumps(spectral_cases) + "\n")
    print(f"torch {torch.__version__}, numpy {np.__version__}: {len(cases) + 1} files")


main()
