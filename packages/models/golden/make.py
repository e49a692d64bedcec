"""Golden files of the networks, from PyTorch: weights, input, output and gradients.

Run with: python3 golden/make.py (in packages/models). Deterministic.
Weights are stored under their PyTorch names in our layout: convolutions [kh, kw, in, out],
transposed convolutions [kh, kw, out, in].
"""

import json
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent


def rounded(values):
    return [float(f"{v:.7g}") for v in np.asarray(values, dtype=np.float64).ravel()]


def dump(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": rounded(array)}


def image(tensor):
    return dump(tensor.detach().permute(0, 2, 3, 1).contiguous().numpy())


def weight(name, tensor):
    tensor = tensor.detach()
    if tensor.dim() == 4:
        tensor = tensor.permute(2, 3, 1, 0)  # both kinds: see the layouts above
    return dump(tensor.contiguous().numpy())


class Filter(nn.Module):
    """A fixed blur, as CUT's networks have it: [1, 2, 1] down, [1, 3, 3, 1] up."""

    def __init__(self, taps):
        super().__init__()
        kernel = torch.tensor(taps)
        self.kernel = torch.outer(kernel, kernel) / kernel.sum() ** 2

    def weights(self, x, gain=1.0):
        channels = x.shape[1]
        return (gain * self.kernel).to(x)[None, None].repeat(channels, 1, 1, 1)


class Down(Filter):
    def __init__(self):
        super().__init__([1.0, 2.0, 1.0])

    def forward(self, x):
        x = F.pad(x, (1, 1, 1, 1), mode="reflect")
        return F.conv2d(x, self.weights(x), stride=2, groups=x.shape[1])


class Up(Filter):
    def __init__(self):
        super().__init__([1.0, 3.0, 3.0, 1.0])

    def forward(self, x):
        y = F.pad(x, (1, 1, 1, 1), mode="replicate")
        y = F.conv_transpose2d(y, self.weights(x, 4.0), stride=2, padding=2, groups=x.shape[1])
        return y[:, :, 1:-1, 1:-1]


def norm(kind, channels):
    if kind == "batch":
        return [nn.BatchNorm2d(channels)]
    return [nn.InstanceNorm2d(channels) if kind == "instance" else nn.Identity()]


class Block(nn.Module):
    def __init__(self, width, kind):
        super().__init__()
        bias = kind != "batch"
        self.conv_block = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=bias), *norm(kind, width), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=bias), *norm(kind, width))

    def forward(self, x):
        return x + self.conv_block(x)


class Holder(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


def resnet(f, blocks, up, kind):
    bias = kind != "batch"
    layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, f, 7, bias=bias), *norm(kind, f), nn.ReLU()]
    for width in (f, 2 * f):
        stride = 1 if up == "blur" else 2
        layers += [nn.Conv2d(width, 2 * width, 3, stride, 1, bias=bias), *norm(kind, 2 * width), nn.ReLU()]
        layers += [Down()] if up == "blur" else []
    layers += [Block(4 * f, kind) for _ in range(blocks)]
    for width in (4 * f, 2 * f):
        half = width // 2
        if up == "transposed":
            layers += [nn.ConvTranspose2d(width, half, 3, 2, 1, 1, bias=bias)]
        elif up == "blur":
            layers += [Up(), nn.Conv2d(width, half, 3, 1, 1, bias=bias)]
        else:
            layers += [nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1), nn.Conv2d(width, half, 3, bias=bias)]
        layers += [*norm(kind, half), nn.ReLU()]
    return Holder(*layers, nn.ReflectionPad2d(3), nn.Conv2d(f, 3, 7), nn.Tanh())


class Level(nn.Module):
    """One level of the U-Net around the level within."""

    def __init__(self, outer, inner, within, kind, place):
        super().__init__()
        bias = kind != "batch"
        source = 3 if place == "outermost" else outer
        down = [nn.Conv2d(source, inner, 4, 2, 1, bias=bias)]
        wide = inner if place == "innermost" else 2 * inner
        if place == "outermost":
            up = [nn.ReLU(), nn.ConvTranspose2d(wide, 3, 4, 2, 1), nn.Tanh()]
        else:
            down = [nn.LeakyReLU(0.2), *down] + (norm(kind, inner) if place == "middle" else [])
            up = [nn.ReLU(), nn.ConvTranspose2d(wide, outer, 4, 2, 1, bias=bias), *norm(kind, outer)]
        self.outermost = place == "outermost"
        self.model = nn.Sequential(*down, *([within] if within else []), *up)

    def forward(self, x):
        y = self.model(x)
        return y if self.outermost else torch.cat([x, y], 1)


def unet(f, downs, kind):
    widths = [f * min(2**i, 8) for i in range(downs)]
    level = None
    for i in range(downs - 1, -1, -1):
        place = "outermost" if i == 0 else "innermost" if i == downs - 1 else "middle"
        level = Level(widths[max(0, i - 1)], widths[i], level, kind, place)
    net = nn.Module()
    net.model = level
    net.forward = lambda x: level(x)
    return net


def patch(f, layers, kind, blur=False):
    bias = kind != "batch"
    stride = 1 if blur else 2
    down = lambda: [Down()] if blur else []
    parts = [nn.Conv2d(3, f, 4, stride, 1), nn.LeakyReLU(0.2), *down()]
    width = f
    for i in range(1, layers + 1):
        wider = f * min(2**i, 8)
        last = i == layers
        parts += [nn.Conv2d(width, wider, 4, 1 if last else stride, 1, bias=bias), *norm(kind, wider), nn.LeakyReLU(0.2)]
        parts += [] if last else down()
        width = wider
    return Holder(*parts, nn.Conv2d(width, 1, 4, 1, 1))


def pixel(f, kind):
    bias = kind != "batch"

    class Pixel(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = nn.Sequential(
                nn.Conv2d(3, f, 1), nn.LeakyReLU(0.2), nn.Conv2d(f, 2 * f, 1, bias=bias),
                *norm(kind, 2 * f), nn.LeakyReLU(0.2), nn.Conv2d(2 * f, 1, 1, bias=bias))

        def forward(self, x):
            return self.net(x)

    return Pixel()


class Main(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.main = nn.Sequential(*layers)

    def forward(self, x):
        return self.main(x)


def dcgan_generator(noise, f, size):
    count = int(np.log2(size // 4))
    layers, width = [], noise
    for i in range(count):
        wider = f * 2 ** (count - 1 - i)
        shape = (4, 1, 0) if i == 0 else (4, 2, 1)
        layers += [nn.ConvTranspose2d(width, wider, *shape, bias=False), nn.BatchNorm2d(wider), nn.ReLU()]
        width = wider
    return Main(*layers, nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())


def dcgan_discriminator(f, size):
    count = int(np.log2(size // 4))
    layers, width = [nn.Conv2d(3, f, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)], f
    for _ in range(1, count):
        layers += [nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2)]
        width *= 2
    return Main(*layers, nn.Conv2d(width, 1, 4, 1, 0, bias=False))


def draw(net, seed):
    """Weights large enough that every layer matters, the moving statistics not the first ones."""
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in net.state_dict().items():
        if tensor.dim() == 4:
            fan = tensor[0].numel()
            tensor.copy_(torch.randn(tensor.shape, generator=generator) / fan**0.5)
        elif name.endswith("running_var"):
            tensor.copy_(0.5 + torch.rand(tensor.shape, generator=generator))
        elif tensor.dim() == 1:
            tensor.copy_(0.3 * torch.randn(tensor.shape, generator=generator))
        if name.endswith("weight") and tensor.dim() == 1:
            tensor.add_(1)


def probed(tensors):
    """sum g sin(0, 1, 2, ...) of each gradient in our layout: any wrong element or order shows."""
    result = {}
    for name, tensor in tensors.items():
        tensor = tensor.detach()
        tensor = (tensor.permute(2, 3, 1, 0) if tensor.dim() == 4 else tensor).flatten()
        result[name] = rounded([(tensor * torch.sin(torch.arange(len(tensor)).double())).sum()])[0]
    return result


def penalty_gradients(net, x):
    """Gradients, for every parameter, of sum (d sum net(x) / dx)^2: what R1 trains with."""
    net.zero_grad()
    x = x.detach().requires_grad_(True)
    (slope,) = torch.autograd.grad(net(x).sum(), x, create_graph=True)
    penalty = slope.square().sum()
    penalty.backward()
    grads = {k: p.grad if p.grad is not None else torch.zeros_like(p) for k, p in net.named_parameters()}
    return {"value": rounded([penalty.detach()])[0], "gradients": probed(grads)}


def golden(file, net, shape, seed, training=False, critic=False):
    """Output in use; in training also the output, the gradients and the moving statistics."""
    net = net.double()
    draw(net, seed)
    # float32 is what the reader has: round before running in double precision
    for tensor in net.state_dict().values():
        if tensor.is_floating_point():
            tensor.copy_(torch.tensor(rounded(tensor), dtype=torch.float32).double().reshape(tensor.shape))
    x = torch.randn(shape, generator=torch.Generator().manual_seed(seed + 1)).clamp(-2, 2) / 2
    x = torch.tensor(rounded(x), dtype=torch.float32).double().reshape(shape)
    noise = x.shape[2:] == (1, 1)
    show = (lambda t: dump(t.detach().flatten(1))) if noise else image
    state = {k: weight(k, v) for k, v in net.state_dict().items() if v.is_floating_point()}
    result = {"torch": torch.__version__, "weights": state, "input": show(x)}
    net.eval()
    with torch.no_grad():
        result["output"] = image(net(x))
    if training:
        net.train()
        x.requires_grad_(True)
        y = net(x)
        probe = torch.sin(torch.arange(y.numel(), dtype=torch.float64).reshape(y.permute(0, 2, 3, 1).shape))
        (y.permute(0, 2, 3, 1) * probe).sum().backward()
        result["trainingOutput"] = image(y)
        result["inputGradient"] = show(x.grad)
        result["gradients"] = probed({k: p.grad for k, p in net.named_parameters()})
        moved = {k: v for k, v in net.state_dict().items() if "running" in k}
        result["statistics"] = {k: weight(k, v) for k, v in moved.items()}
    if critic:
        result["penalty"] = penalty_gradients(net, x)
    text = json.dumps(result)
    (HERE / f"{file}.json").write_text(text)
    print(f"{file}: {len(text) // 1000} kB")


def wave(count, scale):
    """Weights from a formula that both sides can compute: scale sin(k + k^2 / 1e5)."""
    k = np.arange(count, dtype=np.float64)
    return scale * np.sin(k + k * k / 1e5)


def mlp():
    widths = {"generator": [100, 256, 512, 1024, 784], "discriminator": [784, 1024, 512, 256, 1]}
    result = {"torch": torch.__version__}
    for kind, sizes in widths.items():
        x = torch.tensor(wave(2 * sizes[0], 1.0), dtype=torch.float64).reshape(2, sizes[0])
        for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            kernel = wave(inputs * outputs, 2 / inputs**0.5).reshape(inputs, outputs).astype(np.float32)
            bias = wave(outputs, 0.1).astype(np.float32)
            x = F.linear(x, torch.tensor(kernel.T).double(), torch.tensor(bias).double())
            if layer < 3:
                x = F.relu(x) if kind == "generator" else F.leaky_relu(x, 0.2)
        result[kind] = dump((torch.tanh(x) if kind == "generator" else x)[:, :40])
        if kind == "discriminator":
            result["probability"] = dump(torch.sigmoid(x))
    (HERE / "mlp.json").write_text(json.dumps(result))


def spectral():
    """A discriminator under spectral norm: three training passes, then use."""
    torch.manual_seed(60)
    net = patch(2, 1, "none").double()
    draw(net, 60)
    convs = [m for m in net.model if isinstance(m, nn.Conv2d)]
    for conv in convs:
        nn.utils.spectral_norm(conv)
    x = torch.randn((1, 3, 12, 12), generator=torch.Generator().manual_seed(61)).double()
    start = {k: v.clone() for k, v in net.state_dict().items() if not k.endswith("weight_v")}
    outputs = [image(net(x)) for _ in range(3)]
    result = {
        "torch": torch.__version__,
        "weights": {k: weight(k, v) for k, v in start.items()},
        "input": image(x),
        "outputs": outputs,
        "u": {k: weight(k, v) for k, v in net.state_dict().items() if k.endswith("weight_u")},
        "penalty": penalty_gradients(net, x),
    }
    (HERE / "spectral.json").write_text(json.dumps(result))


if __name__ == "__main__":
    torch.set_num_threads(1)
    small = (1, 3, 16, 16)
    golden("resnet-transposed", resnet(3, 2, "transposed", "instance"), small, 1, True)
    golden("resnet-resize", resnet(3, 1, "resize", "instance"), small, 2, True)
    golden("resnet-blur", resnet(3, 1, "blur", "instance"), small, 3, True)
    golden("resnet-batch", resnet(3, 1, "transposed", "batch"), (2, 3, 16, 16), 4, True)
    golden("unet-batch", unet(1, 5, "batch"), (1, 3, 32, 32), 10)
    golden("unet-instance", unet(1, 4, "instance"), (1, 3, 32, 32), 11, True)
    golden("patch-instance", patch(2, 3, "instance"), (1, 3, 32, 32), 20, True, True)
    golden("patch-batch", patch(2, 2, "batch"), (2, 3, 16, 16), 21, True, True)
    golden("patch-blur", patch(2, 2, "instance", blur=True), (1, 3, 32, 32), 22, True, True)
    golden("pixel", pixel(4, "batch"), (2, 3, 6, 5), 30, True, True)
    golden("dcgan-generator", dcgan_generator(8, 1, 32), (2, 8, 1, 1), 40, True)
    golden("dcgan-discriminator", dcgan_discriminator(2, 32), (2, 3, 32, 32), 41, True, True)
    mlp()
    spectral()
    print("torch", torch.__version__)
