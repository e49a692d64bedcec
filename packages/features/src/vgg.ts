import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { type Convolution, convolve } from './convolution.js';
import {
  type ConvolutionSpec,
  checkConvolutions,
  makeConvolutions,
  torchConvolution,
} from './convolution-weights.js';
import { type FeatureNet, featureNet, type Stage } from './feature-net.js';
import { checkPreprocess, type Preprocess, preprocessing } from './preprocess.js';
import { type WeightMap, type WeightSource, weightMap } from './weight-map.js';

/** Options of {@link vgg16} and {@link vgg19}. */
export interface VggOptions {
  /** What the weights were trained on: `'torch'` (torchvision) or `'caffe'` (Caffe, Keras). */
  preprocess: Preprocess;
  /** How 2 x 2 pixels become one; Gatys et al. used `'average'`. Default `'max'`. */
  pool?: 'max' | 'average' | undefined;
  /** The last layer to keep, such as `'relu4_1'`; by default the last one that the weights have. */
  last?: string | undefined;
}

const channels = [3, 64, 128, 256, 512, 512];
const pools = { max: tf.maxPool<tf.Tensor4D>, average: tf.avgPool<tf.Tensor4D> };

/**
 * Makes VGG-19 from weights that you have.
 *
 * The layers are `conv1_1`, `relu1_1`, `conv1_2`, `relu1_2`, `pool1` … `conv5_4`, `relu5_4`, `pool5`
 * (2, 2, 4, 4, 4 convolutions; 64, 128, 256, 512, 512 channels; `relu{b}_{i}` has one value for each
 * 2^(b-1) x 2^(b-1) pixels). Images are `[batch, height, width, 3]`, RGB in `[-1, 1]`.
 *
 * Understood names are those of torchvision (`features.0.weight`, `features.0.bias`, …) and of Keras
 * (`block1_conv1/kernel`, `block1_conv1/bias`, …). Weights after the last layer may be missing, others
 * in the file are ignored.
 *
 * @param weights weights by name, or the bytes of a safetensors file
 * @returns the network; the caller disposes it
 * @throws RangeError when a weight is missing or of a wrong shape, or for an unknown option
 * @throws TypeError when a weight is not float32
 * @see Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2015
 * @example
 * ```ts
 * import { vgg19 } from '@ikat/features';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * // In earnest: const weights = await readFile('vgg19.safetensors');
 * const weights = {
 *   'features.0.weight': { shape: [64, 3, 3, 3], data: new Float32Array(64 * 27).fill(0.1) },
 *   'features.0.bias': { shape: [64], data: new Float32Array(64) },
 * };
 * const net = vgg19(weights, { preprocess: 'torch' });
 * console.log(net.layers.join()); // conv1_1,relu1_1
 * const { relu1_1 } = net.forward(tf.zeros([1, 8, 8, 3]), ['relu1_1']);
 * console.log(relu1_1?.shape.join()); // 1,8,8,64
 * net.dispose();
 * ```
 */
export function vgg19(weights: WeightSource, options: VggOptions): FeatureNet {
  return vgg({ name: 'vgg19', blocks: [2, 2, 4, 4, 4] }, weights, options);
}

/**
 * Makes VGG-16 from weights that you have: {@link vgg19} with 2, 2, 3, 3, 3 convolutions.
 *
 * @param weights weights by name, or the bytes of a safetensors file
 * @returns the network; the caller disposes it
 * @throws RangeError when a weight is missing or of a wrong shape, or for an unknown option
 * @throws TypeError when a weight is not float32
 * @see Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2015
 * @example
 * ```ts
 * import { vgg16 } from '@ikat/features';
 *
 * // In earnest: const weights = await readFile('vgg16.safetensors');
 * const weights = {
 *   'features.0.weight': { shape: [64, 3, 3, 3], data: new Float32Array(64 * 27).fill(0.1) },
 *   'features.0.bias': { shape: [64], data: new Float32Array(64) },
 * };
 * const net = vgg16(weights, { preprocess: 'caffe', last: 'conv1_1' });
 * console.log(net.layers.join()); // conv1_1
 * net.dispose();
 * ```
 */
export function vgg16(weights: WeightSource, options: VggOptions): FeatureNet {
  return vgg({ name: 'vgg16', blocks: [2, 2, 3, 3, 3] }, weights, options);
}

interface Architecture {
  name: string;
  blocks: readonly number[];
}

function vgg(
  { name, blocks }: Architecture,
  source: WeightSource,
  { preprocess, pool = 'max', last }: VggOptions,
): FeatureNet {
  const weights = weightMap(name, source);
  checkPreprocess(name, preprocess);
  if (!Object.hasOwn(pools, pool)) {
    throw new RangeError(`${name}: expected pool to be 'max' or 'average', got ${pool}.`);
  }
  const layers = layerNames(blocks);
  if (last !== undefined && !layers.includes(last)) {
    throw new RangeError(
      `${name}: expected last to be a layer, got ${last}. It has ${layers.join(', ')}.`,
    );
  }
  const specs = specsOf(weights, blocks);
  const end = last === undefined ? lastPresent(specs, weights, layers) : layers.indexOf(last);
  const kept = layers.slice(0, end + 1);
  const used = specs.filter(({ layer }) => kept.includes(layer));
  checkConvolutions(name, weights, used);

  correctGradients();
  const convolutions = makeConvolutions(weights, used, preprocess);
  const entry = preprocessing(preprocess);
  return featureNet({
    name,
    preprocess: entry.preprocess,
    stages: stagesOf(kept, convolutions, pool),
    weights: [...convolutions.flatMap(({ kernel, bias }) => [kernel, bias]), ...entry.weights],
  });
}

function layerNames(blocks: readonly number[]): string[] {
  return blocks.flatMap((depth, block) => [
    ...Array.from({ length: depth }, (_, at) => `${block + 1}_${at + 1}`).flatMap((place) => [
      `conv${place}`,
      `relu${place}`,
    ]),
    `pool${block + 1}`,
  ]);
}

// torchvision numbers the same list: features.0 is conv1_1, features.1 relu1_1, … features.4 pool1.
function specsOf(weights: WeightMap, blocks: readonly number[]): ConvolutionSpec[] {
  const isKeras = Object.keys(weights).some((name) => /^block\d_conv\d\//.test(name));
  return layerNames(blocks).flatMap((layer, index) => {
    const [, block, place] = /^conv(\d)_(\d)$/.exec(layer) ?? [];
    if (block === undefined) return [];
    const output = channels[Number(block)]!;
    const input = place === '1' ? channels[Number(block) - 1]! : output;
    if (!isKeras) return torchConvolution(layer, `features.${index}`, [output, input, 3]);
    const prefix = `block${block}_conv${place}`;
    const shape = [3, 3, input, output] as const;
    return { layer, kernel: `${prefix}/kernel`, bias: `${prefix}/bias`, shape, order: 'HWIO' };
  });
}

// The place of the last layer that needs no weights after those that are there (at least the first).
function lastPresent(
  specs: readonly ConvolutionSpec[],
  weights: WeightMap,
  layers: readonly string[],
): number {
  const position = specs.findLastIndex(({ kernel }) => Object.hasOwn(weights, kernel));
  const next = specs[Math.max(position, 0) + 1];
  return (next === undefined ? layers.length : layers.indexOf(next.layer)) - 1;
}

function stagesOf(
  layers: readonly string[],
  convolutions: readonly Convolution[],
  pool: 'max' | 'average',
): Stage[] {
  let position = 0;
  return layers.map((name): Stage => {
    if (name.startsWith('relu')) return { name, run: tf.relu<tf.Tensor4D>, size: (size) => size };
    if (name.startsWith('pool')) {
      return { name, run: (x) => pools[pool](x, 2, 2, 'valid'), size: (size) => size >> 1 };
    }
    const convolution = convolutions[position++]!;
    return { name, run: (x) => convolve(x, convolution, { pad: 'same' }), size: (size) => size };
  });
}
