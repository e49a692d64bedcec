"""Loads what saveSafetensors wrote straight into PyTorch's networks and compares their outputs.

Run with: /usr/bin/python3 golden/check-safetensors.py FOLDER (in packages/models), FOLDER holding
<name>.safetensors of the networks of golden/weights/outputs.json.
"""

import json
import pathlib
import struct
import sys

import torch
from torch import nn

from make import Filter, patch, pixel, resnet, unet
from make import __file__ as here

TYPES = {"F32": torch.float32, "F16": torch.float16}
make_weights = __import__("make-weights")


def load_file(path):
    data = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    state = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=TYPES[entry["dtype"]])
        state[name] = flat.reshape(entry["shape"]).float()
    return state


NETWORKS = {
    "cyclegan-zip": lambda: resnet(2, 2, "transposed", "instance"),
    "cyclegan-legacy": lambda: resnet(2, 2, "transposed", "instance"),
    "cyclegan-parallel": lambda: make_weights.with_dropout(resnet(2, 1, "transposed", "batch")),
    "cut": lambda: resnet(2, 1, "blur", "instance"),
    "pix2pix-nested": lambda: unet(1, 5, "batch"),
    "two-networks": lambda: patch(2, 3, "instance"),
    "cut-judge": lambda: patch(2, 2, "instance", blur=True),
    "half": lambda: patch(2, 2, "batch"),
    "windows": lambda: pixel(2, "batch"),
}


def images(tensor):
    return torch.tensor(tensor["values"]).reshape(tensor["shape"]).permute(0, 3, 1, 2)


outputs = json.loads((pathlib.Path(here).parent / "weights" / "outputs.json").read_text())["networks"]
for name, build in NETWORKS.items():
    net = build().eval()
    state = load_file(pathlib.Path(sys.argv[1]) / f"{name}.safetensors")
    for module_name, module in net.named_modules():
        if isinstance(module, Filter):
            module.register_buffer("filt", torch.zeros_like(state[f"{module_name}.filt"]))
    net.load_state_dict(state, strict=True)
    for module_name, module in net.named_modules():
        if isinstance(module, Filter):
            module.weights = lambda x, gain=1.0, filt=module.filt: filt
    with torch.no_grad():
        error = (net(images(outputs[name]["input"])) - images(outputs[name]["output"])).abs().max()
    print(f"{name}: loaded strictly, largest difference {error:.1e}")
    assert error < 1e-4
