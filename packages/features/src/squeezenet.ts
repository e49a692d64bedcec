import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { type Convolution, convolve, convolveRelu } from './convolution.js';
import {
  type ConvolutionSpec,
  checkConvolutions,
  makeConvolutions,
  torchConvolution,
} from './convolution-weights.js';
import { type FeatureNet, featureNet, type Stage } from './feature-net.js';
import { checkPreprocess, type Preprocess, preprocessing } from './preprocess.js';
import { type WeightSource, weightMap } from './weight-map.js';

/** Options of {@link squeezenet}. */
export interface SqueezenetOptions {
  /** What the weights were trained on: `'torch'` (torchvision) or `'caffe'`. */
  preprocess: Preprocess;
  /** The last layer to keep, such as `'fire5'`. Default `'fire9'`. */
  last?: string | undefined;
}

// torchvision numbers these lists: features.0 is conv1, features.3 is fire2.
const versions = {
  '1.0': 'conv1 relu1 pool1 fire2 fire3 fire4 pool4 fire5 fire6 fire7 fire8 pool8 fire9'.split(' '),
  '1.1': 'conv1 relu1 pool1 fire2 fire3 pool3 fire4 fire5 pool5 fire6 fire7 fire8 fire9'.split(' '),
};

/**
 * Makes SqueezeNet 1.1, or 1.0 when the first kernel is that version's, from weights that you have.
 *
 * The layers of 1.1 are `conv1`, `relu1` (64 channels, one value for 2 x 2 pixels), `pool1`, `fire2`,
 * `fire3` (128, 4 x 4), `pool3`, `fire4`, `fire5` (256, 8 x 8), `pool5`, `fire6`, `fire7` (384, 16 x 16),
 * `fire8`, `fire9` (512). Version 1.0 has 96 channels at first and pools after `conv1`, `fire4`, `fire8`.
 * Images are `[batch, height, width, 3]`, RGB in `[-1, 1]`.
 *
 * @param weights weights by torchvision's names (`features.0.weight`, `features.3.squeeze.weight`, …),
 * or the bytes of a safetensors file
 * @returns the network; the caller disposes it
 * @throws RangeError when a weight is missing or of a wrong shape, or for an unknown option
 * @throws TypeError when a weight is not float32
 * @see Iandola et al., SqueezeNet, 2016
 * @example
 * ```ts
 * import { squeezenet } from '@ikat/features';
 *
 * // In earnest: const weights = await readFile('squeezenet1_1.safetensors');
 * const weights = {
 *   'features.0.weight': { shape: [64, 3, 3, 3], data: new Float32Array(64 * 27).fill(0.1) },
 *   'features.0.bias': { shape: [64], data: new Float32Array(64) },
 * };
 * const net = squeezenet(weights, { preprocess: 'torch', last: 'pool1' });
 * console.log(net.layers.join()); // conv1,relu1,pool1
 * net.dispose();
 * ```
 */
export function squeezenet(
  source: WeightSource,
  { preprocess, last = 'fire9' }: SqueezenetOptions,
): FeatureNet {
  const weights = weightMap('squeezenet', source);
  checkPreprocess('squeezenet', preprocess);
  const version = weights['features.0.weight']?.shape[0] === 96 ? '1.0' : '1.1';
  const layers = versions[version];
  if (!layers.includes(last)) {
    throw new RangeError(
      `squeezenet: expected last to be a layer of version ${version}, got ${last}. It has ${layers.join(', ')}.`,
    );
  }
  const kept = layers.slice(0, layers.indexOf(last) + 1);
  const specs = specsOf(version, kept);
  checkConvolutions('squeezenet', weights, specs);

  correctGradients();
  const convolutions = makeConvolutions(weights, specs, preprocess);
  const entry = preprocessing(preprocess);
  const find = (layer: string) => convolutions.filter((_, at) => specs[at]!.layer === layer);
  return featureNet({
    name: 'squeezenet',
    preprocess: entry.preprocess,
    stages: kept.map((name) => stageOf(name, find(name))),
    weights: [...convolutions.flatMap(({ kernel, bias }) => [kernel, bias]), ...entry.weights],
  });
}

// fire2 and fire3 squeeze to 16 and expand to 2 x 64, fire4 and fire5 to 32 and 2 x 128, and so on.
const expanded = (fire: number) => 64 * (fire >> 1);

function specsOf(version: '1.0' | '1.1', kept: readonly string[]): ConvolutionSpec[] {
  const first = version === '1.0' ? ([96, 3, 7] as const) : ([64, 3, 3] as const);
  return kept.flatMap((layer, index) => {
    const prefix = `features.${index}`;
    if (layer === 'conv1') return torchConvolution(layer, prefix, first);
    if (!layer.startsWith('fire')) return [];
    const fire = Number(layer.slice(4));
    const input = fire === 2 ? first[0] : 2 * expanded(fire - 1);
    const [squeeze, expand] = [expanded(fire) / 4, expanded(fire)];
    return [
      torchConvolution(layer, `${prefix}.squeeze`, [squeeze, input, 1]),
      torchConvolution(layer, `${prefix}.expand1x1`, [expand, squeeze, 1]),
      torchConvolution(layer, `${prefix}.expand3x3`, [expand, squeeze, 3]),
    ];
  });
}

function stageOf(name: string, [first, one, three]: readonly Convolution[]): Stage {
  const same = (size: number) => size;
  if (name === 'relu1') return { name, run: tf.relu<tf.Tensor4D>, size: same };
  if (name.startsWith('pool')) return { name, run: poolUp, size: (size) => size >> 1 };
  if (name.startsWith('fire'))
    return { name, run: (x) => fire(x, [first!, one!, three!]), size: same };
  const [size] = first!.kernel.shape;
  const run = (x: tf.Tensor4D) => convolve(x, first!, { strides: 2 });
  return { name, run, size: (length) => Math.floor((length - size) / 2) + 1 };
}

function fire(
  x: tf.Tensor4D,
  [squeeze, one, three]: readonly [Convolution, Convolution, Convolution],
) {
  const squeezed = convolveRelu(x, squeeze);
  return tf.concat(
    [convolveRelu(squeezed, one), convolveRelu(squeezed, three, { pad: 'same' })],
    3,
  );
}

/**
 * The maxima of 3 x 3 windows, 2 apart, of which the last may reach one pixel over the edge (PyTorch's
 * ceil_mode). All values are at least 0 here, so a row of zeros changes no maximum.
 */
function poolUp(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const over = (size: number): [number, number] => [0, Number(size % 2 === 0)];
  const padded: tf.Tensor4D = tf.pad(x, [[0, 0], over(height), over(width), [0, 0]]);
  return tf.maxPool(padded, 3, 2, 'valid');
}
