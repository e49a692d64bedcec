"""Golden files of @ikat/data: what PIL and PyTorch make of small pictures.

Run with a Python that has Pillow, NumPy and PyTorch: python3 golden/make.py
"""
import json
import os

import numpy as np
import PIL
import torch
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.RandomState(7)


def save(name, content):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(content, file, separators=(",", ":"))


def tensor(array):
    array = np.asarray(array)
    values = [float("%.7g" % value) for value in array.reshape(-1)]
    if array.dtype == np.uint8:
        values = array.reshape(-1).tolist()
    return {"shape": list(array.shape), "values": values}


def picture(height, width, channels):
    """Noise over a gradient: hard edges for overshoot, smooth parts for rounding."""
    y, x = np.mgrid[0:height, 0:width]
    ramp = (x[..., None] * 200.0 / width + y[..., None] * 55.0 / height) * np.ones(channels)
    noise = random.randint(0, 256, (height, width, channels))
    return np.where(random.rand(height, width, 1) < 0.4, noise, ramp).astype(np.uint8)


def resized():
    cases = []
    for (height, width, channels), (to_height, to_width) in [
        ((23, 31, 3), (9, 10)),
        ((23, 31, 3), (5, 29)),
        ((11, 13, 3), (24, 26)),
        ((16, 16, 1), (7, 16)),
        ((40, 56, 3), (3, 2)),
        ((1, 5, 1), (4, 3)),
        ((30, 20, 4), (13, 14)),
    ]:
        source = picture(height, width, channels)
        planes = [
            np.asarray(Image.fromarray(source[..., c]).resize((to_width, to_height), Image.BICUBIC))
            for c in range(channels)
        ]
        cases.append({"source": tensor(source), "result": tensor(np.stack(planes, -1))})
    exact = random.rand(12, 17).astype(np.float32) * 255
    result = np.asarray(Image.fromarray(exact, mode="F").resize((6, 20), Image.BICUBIC))
    return {
        "pillow": PIL.__version__,
        "bytes": cases,
        "floats": {"source": tensor(exact[..., None]), "result": tensor(result[..., None])},
    }


def grey():
    source = picture(8, 12, 3)
    result = np.asarray(Image.fromarray(source).convert("L"))
    return {
        "pillow": PIL.__version__,
        "source": tensor(source),
        "result": tensor(result[..., None]),
    }


def augmented():
    """The three augmentations of Zhao et al. 2020, sections 3 and 4, for given draws."""
    images = torch.tensor(random.uniform(-1, 1, (2, 3, 16, 8)).astype(np.float32))
    draws = {
        "brightness": [0.31, -0.42],
        "saturation": [1.7, 0.2],
        "contrast": [0.6, 1.4],
        "down": [2, -1],
        "right": [-1, 1],
        "holeTop": [3, 16],
        "holeLeft": [0, 5],
    }
    column = lambda name: torch.tensor(draws[name]).reshape(2, 1, 1, 1)
    x = images + column("brightness")
    mean = x.mean(1, keepdim=True)
    x = mean + (x - mean) * column("saturation")
    mean = x.mean((1, 2, 3), keepdim=True)
    colour = mean + (x - mean) * column("contrast")

    moved = torch.zeros_like(images)
    holed = images.clone()
    for row in range(2):
        down, right = draws["down"][row], draws["right"][row]
        for y in range(16):
            for x in range(8):
                if 0 <= y - down < 16 and 0 <= x - right < 8:
                    moved[row, :, y, x] = images[row, :, y - down, x - right]
        top, left = draws["holeTop"][row] - 4, draws["holeLeft"][row] - 2
        holed[row, :, max(0, top) : max(0, top + 8), max(0, left) : max(0, left + 4)] = 0
    last = lambda t: tensor(t.permute(0, 2, 3, 1).numpy())
    return {
        "torch": torch.__version__,
        "draws": draws,
        "images": last(images),
        "colour": last(colour),
        "moved": last(moved),
        "holed": last(holed),
    }


save("resize.json", resized())
save("grey.json", grey())
save("augment.json", augmented())
