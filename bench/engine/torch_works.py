"""The same work as the steps of @ikat/trainer, pass by pass.

CycleGAN, as cycleGanStep with its defaults: six generator passes (there, back and identity, both ways) and two
discriminator passes, one backward pass for the generators alone; then for each discriminator two passes and one
backward pass, the real and the fake images apart. Three Adams (ours has one for both generators and one for each
discriminator). Differences: once the pool of 50 is full, each side draws from it by its own numbers; PyTorch
keeps the pool's images by reference, as ours does. Eight losses are read at the end of the step by both.

GAN, as ganStep with its defaults: noise is drawn once and generated once; the generator moves, then the
discriminator on the same fakes. Four network passes, two backward passes, nine dropout masks. Differences: the
random numbers themselves (noise is drawn by native code here and by JavaScript there; dropout masks by native
code here and by tensor operations there).
"""
import itertools
import random

import torch
import torch.nn.functional as F
from torch_nets import Dropout, mlp_discriminator, mlp_generator, patch_discriminator, resnet_generator


def adam(options, *networks):
    parameters = list(itertools.chain(*(network.parameters() for network in networks)))
    return torch.optim.Adam(parameters, lr=options["learningRate"], betas=(0.5, 0.999), eps=1e-8)


def move(optimiser, loss):
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()


def learns(network, wanted):
    for parameter in network.parameters():
        parameter.requires_grad_(wanted)


class Pool:
    """Of CycleGAN: 50 images; one half of the new ones is exchanged for remembered ones once it is full."""

    def __init__(self, size):
        self.size, self.images = size, []

    def query(self, images):
        return torch.cat([self.exchange(image) for image in images.detach().split(1)]) if self.size else images.detach()

    def exchange(self, image):
        if len(self.images) < self.size:
            self.images.append(image)
            return image
        if random.random() <= 0.5:
            return image
        place = random.randrange(self.size)
        remembered, self.images[place] = self.images[place], image
        return remembered


def least_squares(scores, label):
    return F.mse_loss(scores, torch.full_like(scores, label))


class CycleGan:
    def __init__(self, options):
        filters, blocks = options["filters"], options["blocks"]
        self.networks = {
            "generatorAB": resnet_generator(filters, blocks),
            "generatorBA": resnet_generator(filters, blocks),
            "discriminatorA": patch_discriminator(filters),
            "discriminatorB": patch_discriminator(filters),
        }
        ab, ba, a, b = self.networks.values()
        self.generators, self.adam_a, self.adam_b = adam(options, ab, ba), adam(options, a), adam(options, b)
        self.pool_a, self.pool_b = Pool(options["poolSize"]), Pool(options["poolSize"])

    def step(self, batch):
        ab, ba, judge_a, judge_b = self.networks.values()
        a, b = batch["a"], batch["b"]
        learns(judge_a, False)
        learns(judge_b, False)
        fake_b = ab(a)
        cycled_a = ba(fake_b)
        fake_a = ba(b)
        cycled_b = ab(fake_a)
        losses = {
            "generatorAB": least_squares(judge_b(fake_b), 1.0),
            "generatorBA": least_squares(judge_a(fake_a), 1.0),
            "cycleA": F.l1_loss(cycled_a, a),
            "cycleB": F.l1_loss(cycled_b, b),
            "identityA": F.l1_loss(ba(a), a),
            "identityB": F.l1_loss(ab(b), b),
        }
        game = losses["generatorAB"] + losses["generatorBA"]
        cycle = 10 * (losses["cycleA"] + losses["cycleB"])
        move(self.generators, game + cycle + 5 * (losses["identityA"] + losses["identityB"]))
        losses["discriminatorA"] = self.judge(judge_a, self.adam_a, a, self.pool_a.query(fake_a))
        losses["discriminatorB"] = self.judge(judge_b, self.adam_b, b, self.pool_b.query(fake_b))
        return losses

    @staticmethod
    def judge(network, optimiser, real, fake):
        learns(network, True)
        loss = 0.5 * (least_squares(network(real), 1.0) + least_squares(network(fake), 0.0))
        move(optimiser, loss)
        return loss


def cross_entropy(scores, label):
    return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, label))


class Gan:
    given_noise = []

    def __init__(self, options):
        self.networks = {"generator": mlp_generator(), "discriminator": mlp_discriminator()}
        self.adam_g, self.adam_d = (adam(options, network) for network in self.networks.values())

    def step(self, batch):
        generator, discriminator = self.networks.values()
        real = batch["real"].flatten(1)
        noise = Gan.given_noise.pop(0) if Gan.given_noise else torch.randn(len(real), 100)
        learns(discriminator, False)
        fake = generator(noise)
        for_generator = cross_entropy(discriminator(fake), 1.0)
        move(self.adam_g, for_generator)
        learns(discriminator, True)
        loss = cross_entropy(discriminator(real), 1.0) + cross_entropy(discriminator(fake.detach()), 0.0)
        move(self.adam_d, loss)
        return {"generator": for_generator, "discriminator": loss}


class Inference:
    """One image through a generator; its figures are some of the picture's."""

    def __init__(self, options):
        self.networks = {"generator": resnet_generator(options["filters"], options["blocks"]).eval()}

    def step(self, batch):
        with torch.no_grad():
            self.picture = self.networks["generator"](batch["image"]).permute(0, 2, 3, 1).contiguous().numpy()
        return {}

    def figures(self):
        flat = self.picture.astype("float64").ravel()
        return {"mean": flat.mean(), "meanSquare": (flat**2).mean(), "first": flat[0], "middle": flat[flat.size // 2]}


works = {"cyclegan": CycleGan, "gan": Gan, "inference": Inference}


def give_draws(noise, masks):
    """Of the check: what the other side drew, in the order in which it is used."""
    Gan.given_noise, Dropout.given = noise, masks
