"""Makes the golden files of this folder with PyTorch: /usr/bin/python3 packages/features/golden/make.py

inception.json: the network of nsfwjs (npm) as it is there, batch normalisation not folded.
vgg.json, squeezenet.json: torchvision's networks with weights from the formula in `formula`.
Tensors are NHWC; of large ones every n-th value is kept, and the mean of every channel.
"""
import base64
import json
import pathlib
import re

import numpy as np
import torch
import torchvision
import torch.nn.functional as F

here = pathlib.Path(__file__).parent
models = here.parent / 'node_modules/nsfwjs/dist/models/inception_v3'


def rounded(values):
    return [float(f'{v:.7g}') for v in np.asarray(values, dtype=np.float64).ravel()]


def nhwc(x):
    return x.detach().permute(0, 2, 3, 1).contiguous()


def sample(x, count=200):
    """Every n-th value and the channel means of an NCHW tensor."""
    x = nhwc(x)
    step = max(1, x.numel() // count)
    return {
        'shape': list(x.shape),
        'step': step,
        'values': rounded(x.flatten()[::step]),
        'means': rounded(x.double().mean((0, 1, 2))),
    }


def image(height, width):
    """x[h, w, c] = 0.9 sin(0.37 h + 1.3 c) cos(0.23 w - 0.7 c) + 0.1 sin(2.1 h w), [1, 3, height, width]."""
    h, w, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing='ij')
    x = 0.9 * np.sin(0.37 * h + 1.3 * c) * np.cos(0.23 * w - 0.7 * c) + 0.1 * np.sin(2.1 * h * w)
    return torch.tensor(x.transpose(2, 0, 1)[None], dtype=torch.float32)


def gradient(f, x):
    """The gradient of sum f(x)^2 / divisor, whose mean square is near 1, sampled."""
    x = x.clone().requires_grad_(True)
    torch.sum(f(x) ** 2).backward()
    divisor = float(f'{x.grad.pow(2).mean().sqrt().item():.3g}')
    return {'divisor': divisor, **sample(x.grad / divisor, 1000)}


def write(name, content):
    content = {'made': f'torch {torch.__version__}, torchvision {torchvision.__version__}', **content}
    path = here / name
    path.write_text(json.dumps(content, separators=(',', ':')) + '\n')
    print(path.name, path.stat().st_size, 'bytes')


# --- Inception ---------------------------------------------------------------------------------------


def read_inception():
    source = (models / 'model.min.js').read_text()
    paths = json.loads(re.search(r'paths:(\[[^\]]*\])', source)[1])
    shards = [re.search(r'exports="([^"]*)"', (models / f'{p}.min.js').read_text())[1] for p in paths]
    data = np.frombuffer(b''.join(base64.b64decode(s) for s in shards), np.uint8)
    pattern = r'name:"([^"]+)",shape:\[([\d,]*)\],dtype:"float32",quantization:\{min:([^,]+),scale:([^,]+),dtype:"uint8"\}'
    weights, offset = {}, 0
    for name, shape, low, scale in re.findall(pattern, source[source.index('weightsManifest'):]):
        shape = [int(n) for n in shape.split(',')]
        size = int(np.prod(shape))
        values = data[offset:offset + size].astype(np.float64) * float(scale) + float(low)
        weights[name] = torch.tensor(values.reshape(shape), dtype=torch.float32)
        offset += size
    assert offset == len(data), (offset, len(data))
    return weights


def inception(x):
    weights = read_inception()

    def conv(x, index, stride=1, same=False):
        kernel = weights[f'conv2d_{index}/kernel'].permute(3, 2, 0, 1)
        bn = {part: weights[f'batch_normalization_{index}/{part}'] for part in ('beta', 'moving_mean', 'moving_variance')}
        y = F.conv2d(x, kernel, stride=stride, padding=kernel.shape[2] // 2 if same else 0)
        y = F.batch_norm(y, bn['moving_mean'], bn['moving_variance'].clamp(min=0), None, bn['beta'], False, 0, 1e-3)
        return F.relu(y)

    def block(x, first):
        same = lambda x, index: conv(x, index, same=True)
        mean = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        return torch.cat([
            same(x, first),
            same(same(x, first + 1), first + 2),
            same(same(same(x, first + 3), first + 4), first + 5),
            same(mean, first + 6),
        ], 1)

    out = {}
    x = out['activation_1'] = conv((x + 1) / 2, 1, stride=2)
    x = out['activation_2'] = conv(x, 2)
    x = out['activation_3'] = conv(x, 3, same=True)
    x = out['activation_4'] = conv(F.max_pool2d(x, 3, 2), 4)
    x = out['activation_5'] = conv(x, 5)
    x = out['mixed0'] = block(F.max_pool2d(x, 3, 2), 6)
    x = out['mixed1'] = block(x, 13)
    out['mixed2'] = block(x, 20)
    return out


def make_inception():
    x = image(43, 51)
    write('inception.json', {
        'height': 43,
        'width': 51,
        'layers': {name: sample(value) for name, value in inception(x).items()},
        'gradients': {
            name: gradient(lambda x: inception(x)[name], x) for name in ('activation_3', 'mixed1')
        },
    })


# --- VGG and SqueezeNet ------------------------------------------------------------------------------


def formula(name, shape):
    """w[i] = (((i^2 + 31 i + 7 n) mod 10007) / 5003.5 - 1) sqrt(6 / fan-in), n the letters' codes summed."""
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    n = sum(name.encode())
    scale = np.sqrt(6 / np.prod(shape[1:])) if len(shape) > 1 else 0.1
    values = (((i * i + 31 * i + 7 * n) % 10007) / 5003.5 - 1) * scale
    return torch.tensor(values.reshape(shape), dtype=torch.float32)


def preprocess(x, kind):
    x = (x + 1) / 2
    if kind == 'torch':
        mean, std = torch.tensor([.485, .456, .406]), torch.tensor([.229, .224, .225])
        return (x - mean.view(1, 3, 1, 1)) / std.view(1, 3, 1, 1)
    return x.flip(1) * 255 - torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)


def run(features, x, names, kind, average=False):
    """The results of features[0], features[1], … under the given names."""
    out = {}
    x = preprocess(x, kind)
    for name, layer in zip(names, features):
        x = F.avg_pool2d(x, 2) if average and isinstance(layer, torch.nn.MaxPool2d) else layer(x)
        out[name] = x
    return out


def fill(features, prefix='features.'):
    with torch.no_grad():
        for name, parameter in features.named_parameters():
            parameter.copy_(formula(prefix + name, tuple(parameter.shape)))
    for layer in features.modules():
        if isinstance(layer, torch.nn.ReLU):
            layer.inplace = False
    return features


def make_vgg():
    names = 'conv1_1 relu1_1 conv1_2 relu1_2 pool1 conv2_1 relu2_1 conv2_2 relu2_2'.split()
    x = image(12, 15)
    shapes, runs = {}, {}
    for net, config in (('vgg16', 'D'), ('vgg19', 'E')):
        features = torchvision.models.vgg.make_layers(torchvision.models.vgg.cfgs[config])
        shapes[net] = {f'features.{n}': list(p.shape) for n, p in features.named_parameters()}
    features = fill(features[:9])
    for kind, average in (('torch', False), ('caffe', False), ('torch', True)):
        key = f"{kind} {'average' if average else 'max'}"
        with torch.no_grad():
            layers = run(features, x, names, kind, average)
        runs[key] = {
            'layers': {name: sample(value) for name, value in layers.items()},
            'gradient': gradient(lambda x: run(features, x, names, kind, average)['relu2_2'], x),
        }
    write('vgg.json', {'height': 12, 'width': 15, 'shapes': shapes, 'runs': runs})


def make_squeezenet():
    plans = {
        '1.0': 'conv1 relu1 pool1 fire2 fire3 fire4 pool4 fire5 fire6 fire7 fire8 pool8 fire9',
        '1.1': 'conv1 relu1 pool1 fire2 fire3 pool3 fire4 fire5 pool5 fire6 fire7 fire8 fire9',
    }
    x = image(40, 45)
    runs = {}
    for version, make in (('1.0', torchvision.models.squeezenet1_0), ('1.1', torchvision.models.squeezenet1_1)):
        features = fill(make(weights=None).features)
        names = plans[version].split()
        with torch.no_grad():
            layers = run(features, x, names, 'torch')
        runs[version] = {
            'shapes': {f'features.{n}': list(p.shape) for n, p in features.named_parameters()},
            'layers': {name: sample(value, 100) for name, value in layers.items()},
            'gradient': gradient(lambda x: run(features, x, names, 'torch')['fire5'], x),
        }
    write('squeezenet.json', {'height': 40, 'width': 45, 'runs': runs})


torch.manual_seed(0)
torch.set_num_threads(1)
make_inception()
make_vgg()
make_squeezenet()
