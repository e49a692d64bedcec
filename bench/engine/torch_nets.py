"""The networks of @ikat/models in PyTorch, with the keys that torchKeys() names."""
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels), nn.ReLU(True),
            nn.ReflectionPad2d(1), nn.Conv2d(channels, channels, 3), nn.InstanceNorm2d(channels),
        )

    def forward(self, x):
        return x + self.conv_block(x)


class Dropout(nn.Module):
    """Draws its masks itself, as the other side does; in the check it takes those that it is given."""

    given = []

    def forward(self, x):
        return x * Dropout.given.pop(0) if Dropout.given else F.dropout(x, 0.3)


def under(name, layers):
    return nn.Sequential(OrderedDict([(name, nn.Sequential(*layers))]))


def normed(convolution):
    return [convolution, nn.InstanceNorm2d(convolution.out_channels), nn.ReLU(True)]


def resnet_generator(filters, blocks):
    f = filters
    return under("model", [
        nn.ReflectionPad2d(3), *normed(nn.Conv2d(3, f, 7)),
        *normed(nn.Conv2d(f, 2 * f, 3, 2, 1)), *normed(nn.Conv2d(2 * f, 4 * f, 3, 2, 1)),
        *[Residual(4 * f) for _ in range(blocks)],
        *normed(nn.ConvTranspose2d(4 * f, 2 * f, 3, 2, 1, 1)), *normed(nn.ConvTranspose2d(2 * f, f, 3, 2, 1, 1)),
        nn.ReflectionPad2d(3), nn.Conv2d(f, 3, 7), nn.Tanh(),
    ])


def patch_discriminator(filters):
    def stage(inputs, outputs, stride):
        convolution = nn.Conv2d(inputs, outputs, 4, stride, 1)
        return [convolution, nn.InstanceNorm2d(outputs), nn.LeakyReLU(0.2, True)]

    f = filters
    return under("model", [
        nn.Conv2d(3, f, 4, 2, 1), nn.LeakyReLU(0.2, True),
        *stage(f, 2 * f, 2), *stage(2 * f, 4 * f, 2), *stage(4 * f, 8 * f, 1), nn.Conv2d(8 * f, 1, 4, 1, 1),
    ])


def mlp_generator():
    sizes = [100, 256, 512, 1024]
    hidden = [layer for i, o in zip(sizes, sizes[1:]) for layer in (nn.Linear(i, o), nn.ReLU(True))]
    return under("main", [*hidden, nn.Linear(1024, 784), nn.Tanh()])


def mlp_discriminator():
    sizes = [784, 1024, 512, 256]
    hidden = [layer for i, o in zip(sizes, sizes[1:]) for layer in (nn.Linear(i, o), nn.LeakyReLU(0.2, True), Dropout())]
    return under("main", [*hidden, nn.Linear(256, 1)])


def to_torch(name, array):
    """Our layouts to PyTorch's: images NHWC, kernels HWIO (and HWOI of transposed ones), matrices [in, out]."""
    tensor = torch.from_numpy(array)
    if name.startswith("batch/"):
        return tensor.permute(0, 3, 1, 2).contiguous() if tensor.ndim == 4 else tensor
    if not name.endswith(".weight"):
        return tensor
    return (tensor.permute(3, 2, 0, 1) if tensor.ndim == 4 else tensor.t()).contiguous()
