"""Makes the golden files of this folder with PyTorch: values and gradients of every loss.

Run: /usr/bin/python3 make.py. All is computed in float64 from inputs rounded to float32, on one thread so
that sums come out alike, with PyTorch's own losses where it has them, and stored in our layouts (images
NHWC, filters HWIO).
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).parent
torch.manual_seed(20)
torch.set_num_threads(1)


def draw(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).double()


def uniform(*shape):
    return (torch.rand(*shape) * 2 - 1).double()


def numbers(x):
    values = x.detach().numpy().reshape(-1)
    return [float(f"{v:.7g}") for v in values]


def plain(x):
    return {"shape": list(x.shape), "values": numbers(x)}


def nhwc(x):
    return plain(x.permute(0, 2, 3, 1).contiguous())


def hwio(x):
    return plain(x.permute(2, 3, 1, 0).contiguous())


def gradients(f, *inputs):
    inputs = [x.detach().clone().requires_grad_(True) for x in inputs]
    value = f(*inputs)
    grads = torch.autograd.grad(value, inputs, allow_unused=True)
    return value, [torch.zeros_like(x) if g is None else g for g, x in zip(grads, inputs)]


def write(name, content):
    content = {"madeWith": f"PyTorch {torch.__version__}", **content}
    (FOLDER / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


# --- adversarial losses ---------------------------------------------------------------------


def bce(scores, label):
    return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, label))


def mse(scores, label):
    return F.mse_loss(scores, torch.full_like(scores, label))


def cross_entropy_game(label):
    return lambda real, fake: bce(real, label) + bce(fake, 0.0)


def average_game(upper, lower):
    return bce(upper - lower.mean(), 1.0) + bce(lower - upper.mean(), 0.0)


GAMES = {
    "minimax": (cross_entropy_game(1.0), lambda fake, real: F.logsigmoid(-fake).mean()),
    "nonSaturating": (cross_entropy_game(1.0), lambda fake, real: bce(fake, 1.0)),
    "nonSaturatingSmooth": (cross_entropy_game(0.9), lambda fake, real: bce(fake, 1.0)),
    "minimaxSmooth": (cross_entropy_game(0.9), lambda fake, real: F.logsigmoid(-fake).mean()),
    "lsgan": (
        lambda real, fake: 0.5 * (mse(real, 1.0) + mse(fake, 0.0)),
        lambda fake, real: mse(fake, 1.0),
    ),
    "lsganSmooth": (
        lambda real, fake: 0.5 * (mse(real, 0.9) + mse(fake, 0.0)),
        lambda fake, real: mse(fake, 1.0),
    ),
    "wasserstein": (
        lambda real, fake: fake.mean() - real.mean(),
        lambda fake, real: -fake.mean(),
    ),
    "hinge": (
        lambda real, fake: F.relu(1 - real).mean() + F.relu(1 + fake).mean(),
        lambda fake, real: -fake.mean(),
    ),
    "relativistic": (
        lambda real, fake: bce(real - fake, 1.0),
        lambda fake, real: bce(fake - real, 1.0),
    ),
    "relativisticAverage": (average_game, average_game),
}


def game_case(real, fake):
    case = {"real": plain(real), "fake": plain(fake), "losses": {}}
    for name, (discriminator, generator) in GAMES.items():
        d, (d_real, d_fake) = gradients(discriminator, real, fake)
        g, (g_fake, g_real) = gradients(generator, fake, real)
        case["losses"][name] = {
            "discriminator": {"value": d.item(), "real": plain(d_real), "fake": plain(d_fake)},
            "generator": {"value": g.item(), "real": plain(g_real), "fake": plain(g_fake)},
        }
    return case


extremes = torch.tensor([[100.0], [-100.0], [100.0], [-100.0], [30.0], [-20.0]]).double()
others = torch.tensor([[100.0], [-100.0], [-100.0], [100.0], [-15.0], [0.0]]).double()
write(
    "adversarial",
    {
        "cases": {
            "patches": game_case(draw(2, 3, 3, 1, scale=2), draw(2, 3, 3, 1, scale=2)),
            "extremes": game_case(extremes, others),
        }
    },
)

# --- gradient penalties ---------------------------------------------------------------------

first, second = draw(4, 2, 4, 4, scale=0.2), draw(1, 4, 3, 3, scale=0.2)
bias = draw(4, scale=0.4)
images = uniform(3, 2, 6, 6)


def discriminator(x, first, bias, second):
    hidden = F.leaky_relu(F.conv2d(x, first, bias, stride=2, padding=1), 0.2)
    return F.conv2d(hidden, second, padding=1)


def slopes(weights):
    x = images.clone().requires_grad_(True)
    scores = discriminator(x, *weights)
    return torch.autograd.grad(scores.sum(), x, create_graph=True)[0].reshape(3, -1)


def r1(*weights):
    return 3.0 / 2 * slopes(weights).pow(2).sum(1).mean()


def wgan_gp(*weights):
    return 10 * (slopes(weights).norm(2, dim=1) - 1).pow(2).mean()


def penalty_case(f):
    value, (g_first, g_bias, g_second) = gradients(f, first, bias, second)
    return {
        "value": value.item(),
        "first": hwio(g_first),
        "bias": plain(g_bias),
        "second": hwio(g_second),
    }


write(
    "penalties",
    {
        "images": nhwc(images),
        "first": hwio(first),
        "bias": plain(bias),
        "second": hwio(second),
        "r1": penalty_case(r1),
        "wganGp": penalty_case(wgan_gp),
    },
)

# --- image losses ---------------------------------------------------------------------------


def window_means(x):
    taps = np.exp(-((np.arange(11) - 5) ** 2) / (2 * 1.5**2))
    window = torch.tensor(np.outer(taps, taps) / taps.sum() ** 2)
    channels = x.shape[1]
    return F.conv2d(x, window.expand(channels, 1, 11, 11), groups=channels)


def ssim(a, b):
    a, b = (a + 1) * 127.5, (b + 1) * 127.5  # as defined, on pixels
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ma, mb = window_means(a), window_means(b)
    saa = window_means(a * a) - ma * ma
    sbb = window_means(b * b) - mb * mb
    sab = window_means(a * b) - ma * mb
    upper = (2 * ma * mb + c1) * (2 * sab + c2)
    return (upper / ((ma**2 + mb**2 + c1) * (saa + sbb + c2))).mean()


def total_variation(a, b):
    down = (a[:, :, 1:] - a[:, :, :-1]).abs().mean()
    return down + (a[:, :, :, 1:] - a[:, :, :, :-1]).abs().mean()


a = uniform(2, 3, 13, 12)
b = (a + draw(2, 3, 13, 12, scale=0.3)).clamp(-1, 1)
a[:, :, :4, :5] = 0.25  # a flat and equal region, where |x| has its corner
b[:, :, :4, :5] = 0.25
# The inputs are stored with 7 digits: compute from what the test will read.
a = torch.tensor(numbers(a)).double().reshape(a.shape)
b = torch.tensor(numbers(b)).double().reshape(b.shape)

IMAGE_LOSSES = {
    "l1": F.l1_loss,
    "l2": F.mse_loss,
    "styleToTarget": F.mse_loss,
    "totalVariation": total_variation,
    "ssim": ssim,
}
losses = {}
for name, f in IMAGE_LOSSES.items():
    value, (grad_a, grad_b) = gradients(f, a, b)
    losses[name] = {"value": value.item(), "a": nhwc(grad_a), "b": nhwc(grad_b)}
write("images", {"a": nhwc(a), "b": nhwc(b), "losses": losses})

# --- feature losses -------------------------------------------------------------------------

shallow, deep = draw(4, 3, 3, 3, scale=0.4), draw(5, 4, 3, 3, scale=0.4)
image, original = uniform(2, 3, 9, 8), uniform(2, 3, 9, 8)
painting = uniform(1, 3, 7, 10) * 0.5 + 0.3


def extract(x):
    low = F.relu(F.conv2d(x, shallow))
    return {"low": low, "high": F.relu(F.conv2d(low, deep, stride=2))}


def relative(x, target):
    difference = (x - target).flatten(1).pow(2).sum(1)
    return (difference / (target.expand_as(x).flatten(1).pow(2).sum(1))).mean()


def mean_square(x, target):
    return F.mse_loss(x, target.expand_as(x))


def gram_matrix(x):
    b, c, h, w = x.shape
    return torch.einsum("bchw,bdhw->bcd", x, x) / (c * h * w)


def moments(x):
    flat = x.flatten(2)
    mean = flat.mean(2)
    covariance = torch.stack([torch.cov(sample, correction=0) for sample in flat])
    return mean, covariance


def covariance_distance(x, target):
    (mean, cov), (target_mean, target_cov) = moments(x), moments(target)
    return relative(mean, target_mean) + relative(cov, target_cov)


def newton_root(matrix):
    identity = torch.eye(matrix.shape[0]).double()
    norm = matrix.norm()
    y, z = matrix / norm, identity
    for _ in range(12):
        t = (3 * identity - z @ y) / 2
        y, z = y @ t, t @ z
    return y * norm.sqrt()


def exact_root(matrix):
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T


def wasserstein(root):
    def distance(x, target):
        (mean, cov), (target_mean, target_cov) = moments(x), moments(target)
        channels = mean.shape[1]
        ridge = torch.eye(channels).double() * 1e-4
        terms = []
        for i in range(x.shape[0]):
            j = i if target.shape[0] > 1 else 0
            target_root = root(target_cov[j] + ridge)
            cross = root(target_root @ (cov[i] + ridge) @ target_root)
            trace = torch.trace(cov[i] + target_cov[j] + 2 * ridge - 2 * cross) / channels
            terms.append((mean[i] - target_mean[j]).pow(2).mean() + trace)
        return torch.stack(terms).mean()

    return distance


FEATURE_LOSSES = {
    "content": relative,
    "contentPlain": mean_square,
    "gram": lambda x, t: relative(gram_matrix(x), gram_matrix(t)),
    "gramPlain": lambda x, t: mean_square(gram_matrix(x), gram_matrix(t)),
    "covariance": covariance_distance,
    "wasserstein2": wasserstein(newton_root),
}


def over_layers(f, target, shares=(0.5, 0.5)):
    def loss(x):
        features, targets = extract(x), extract(target)
        return sum(s * f(features[k], targets[k]) for s, k in zip(shares, ("low", "high")))

    return loss


def feature_case(f, target, shares=(0.5, 0.5)):
    value, (gradient,) = gradients(over_layers(f, target, shares), image)
    return {"value": value.item(), "gradient": nhwc(gradient)}


content_only = ("content", "contentPlain")
write(
    "features",
    {
        "shallow": hwio(shallow),
        "deep": hwio(deep),
        "image": nhwc(image),
        "original": nhwc(original),
        "painting": nhwc(painting),
        "towardsOriginal": {k: feature_case(f, original) for k, f in FEATURE_LOSSES.items()},
        "towardsPainting": {
            k: feature_case(f, painting) for k, f in FEATURE_LOSSES.items() if k not in content_only
        },
        "wasserstein2Exact": over_layers(wasserstein(exact_root), original)(image).item(),
        "wasserstein2OfEquals": over_layers(wasserstein(newton_root), image)(image).item(),
        "weighted": feature_case(covariance_distance, painting, (0.8, 0.2)),
        "gramMatrix": plain(gram_matrix(image)),
        "mean": plain(moments(image)[0]),
        "covariance": plain(moments(image)[1]),
    },
)

# --- contrastive loss -----------------------------------------------------------------------

queries, keys = draw(2, 5, 4), draw(2, 5, 4)
keys[:, :2] = queries[:, :2] * 1.5 + 0.1 * draw(2, 2, 4)


def patch_nce(temperature):
    def loss(q):
        unit = lambda x: x / (x.pow(2).sum(2, keepdim=True).sqrt() + 1e-7)
        q, k = unit(q), unit(keys)
        positive = (q * k).sum(2).reshape(-1, 1)
        negative = torch.bmm(q, k.transpose(1, 2))
        negative = negative.masked_fill(torch.eye(5, dtype=torch.bool)[None], -10.0).reshape(-1, 5)
        logits = torch.cat([positive, negative], 1) / temperature
        return F.cross_entropy(logits, torch.zeros(len(logits), dtype=torch.long))

    return loss


cases = {}
for temperature in (0.07, 0.5):
    value, (gradient,) = gradients(patch_nce(temperature), queries)
    cases[str(temperature)] = {"value": value.item(), "gradient": plain(gradient)}
write("patch-nce", {"queries": plain(queries), "keys": plain(keys), "cases": cases})
