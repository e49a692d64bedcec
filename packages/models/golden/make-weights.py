"""Checkpoints of CycleGAN's, pix2pix's and CUT's networks as PyTorch saves them, and their outputs.

Run with: /usr/bin/python3 golden/make-weights.py (in packages/models). Deterministic but for the keys
of storages in the legacy form. Writes golden/weights/*.pth and golden/weights/outputs.json: an input
and the output of each network.
"""

import json
import pathlib
from collections import OrderedDict

import torch
from torch import nn

from make import draw, image, patch, pixel, resnet, unet

OUT = pathlib.Path(__file__).parent / "weights"
LEGACY = {"_use_new_zipfile_serialization": False}


def buffers_of_blurs(state, net):
    """CUT registers its fixed blurs as buffers: [channels, 1, 3, 3] down and [channels, 1, 4, 4] up."""
    from make import Down, Filter

    channels = 3
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            channels = module.out_channels
        if isinstance(module, Filter):
            kernel = module.kernel if isinstance(module, Down) else 4 * module.kernel
            state[f"{name}.filt"] = kernel[None, None].repeat(channels, 1, 1, 1)
    return state


def old_statistics(state, net):
    """PyTorch before 0.4 saved running statistics of instance norms that had none to use."""
    for name, module in net.named_modules():
        if isinstance(module, nn.InstanceNorm2d):
            state[f"{name}.running_mean"] = torch.randn(module.num_features)
            state[f"{name}.running_var"] = torch.rand(module.num_features)
    return state


def with_dropout(net):
    """Dropout stands before the second convolution of a block and moves it on by one."""
    for block in net.model:
        if hasattr(block, "conv_block"):
            layers = list(block.conv_block)
            block.conv_block = nn.Sequential(*layers[:4], nn.Dropout(0.5), *layers[4:])
    return net


def network(net, seed):
    torch.manual_seed(seed)
    net = net.float().eval()
    draw(net, seed)
    return net


def output(net, seed, shape):
    x = torch.randn(shape, generator=torch.Generator().manual_seed(seed)).clamp(-2, 2) / 2
    x = (100 * x).round().double() / 100
    with torch.no_grad():
        return {"input": image(x), "output": image(net.double()(x))}


def names():
    """Names and shapes at the papers' depths, with two filters."""
    nets = {
        "resnet-9": resnet(2, 9, "transposed", "instance"),
        "resnet-9-batch": resnet(2, 9, "transposed", "batch"),
        "resnet-9-dropout": with_dropout(resnet(2, 9, "transposed", "instance")),
        "resnet-6": resnet(2, 6, "transposed", "instance"),
        "resnet-9-resize": resnet(2, 9, "resize", "instance"),
        "cut-9": resnet(2, 9, "blur", "instance"),
        "cut-6": resnet(2, 6, "blur", "instance"),
        "unet-256": unet(2, 8, "batch"),
        "unet-128": unet(2, 7, "batch"),
        "unet-256-instance": unet(2, 8, "instance"),
        "patch-3": patch(2, 3, "instance"),
        "patch-5": patch(2, 5, "instance"),
        "patch-3-batch": patch(2, 3, "batch"),
        "cut-patch-3": patch(2, 3, "instance", blur=True),
        "pixel": pixel(2, "instance"),
        "pixel-batch": pixel(2, "batch"),
    }
    return {
        name: {k: list(v.shape) for k, v in buffers_of_blurs(net.state_dict(), net).items()}
        for name, net in nets.items()
    }


def main():
    OUT.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    results = {"torch": torch.__version__, "networks": {}}

    def keep(name, net, state, shape=(1, 3, 16, 16), **options):
        torch.save(state, OUT / f"{name}.pth", **options)
        results["networks"][name] = output(net, len(name), shape)

    net = network(resnet(2, 2, "transposed", "instance"), 1)
    keep("cyclegan-zip", net, net.state_dict())
    net = network(resnet(2, 2, "transposed", "instance"), 2)
    keep("cyclegan-legacy", net, old_statistics(net.state_dict(), net), **LEGACY)
    net = network(with_dropout(resnet(2, 1, "transposed", "batch")), 3)
    parallel = OrderedDict((f"module.{k}", v) for k, v in net.state_dict().items())
    keep("cyclegan-parallel", net, parallel)
    net = network(resnet(2, 1, "blur", "instance"), 4)
    keep("cut", net, buffers_of_blurs(net.state_dict(), net))
    net = network(unet(1, 5, "batch"), 5)
    nested = {"epoch": 3, "rate": 2e-4, "state_dict": net.state_dict()}
    keep("pix2pix-nested", net, nested, (1, 3, 32, 32), **LEGACY)
    net = network(patch(2, 3, "instance"), 6)
    other = network(patch(1, 1, "instance"), 7)
    adam = torch.optim.Adam(other.parameters())
    sum(p.sum() for p in other.parameters()).backward()
    adam.step()
    both = {"netD": net.state_dict(), "netE": other.state_dict(), "optimizer": adam.state_dict()}
    keep("two-networks", net, both, (1, 3, 32, 32))
    net = network(patch(2, 2, "instance", blur=True), 8)
    keep("cut-judge", net, buffers_of_blurs(net.state_dict(), net), (1, 3, 32, 32), **LEGACY)
    net = network(patch(2, 2, "batch"), 9)
    half = net.half().float()  # what is left of the numbers in half precision
    state = OrderedDict((k, v.half() if v.is_floating_point() else v) for k, v in half.state_dict().items())
    keep("half", half, state)
    net = network(pixel(2, "batch"), 10)
    # every parameter a transposed window into one shared storage, and one as a Parameter
    state, start = OrderedDict(), 5
    floats = [(k, v) for k, v in net.state_dict().items() if v.is_floating_point()]
    pool = torch.zeros(5 + sum(v.numel() for _, v in floats))
    for key, value in floats:
        window = pool[start:start + value.numel()]
        turned = window.reshape(value.shape[::-1]).permute(*reversed(range(value.dim())))
        turned.copy_(value)
        state[key] = nn.Parameter(turned) if key == "net.0.weight" else turned
        start += value.numel()
    keep("windows", net, state, (1, 3, 6, 5))
    (OUT / "names.json").write_text(json.dumps(names()))
    (OUT / "outputs.json").write_text(json.dumps(results))
    for file in sorted(OUT.iterdir()):
        print(file.name, file.stat().st_size)
    print("torch", torch.__version__)


if __name__ == "__main__":
    main()
