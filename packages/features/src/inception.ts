import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { averageNeighbours } from './average-pool.js';
import { type Convolution, type ConvolutionOptions, convolveRelu } from './convolution.js';
import { type FeatureNet, featureNet, type Stage } from './feature-net.js';
import { inceptionConvolution, loadInceptionFiles } from './inception-weights.js';

const stemLayers = ['activation_1', 'activation_2', 'activation_3', 'activation_4', 'activation_5'];
const mixedLayers = ['mixed0', 'mixed1', 'mixed2'];
const allLayers = [...stemLayers, ...mixedLayers];

/** A layer of {@link inception}. */
export type InceptionLayer =
  | 'activation_1'
  | 'activation_2'
  | 'activation_3'
  | 'activation_4'
  | 'activation_5'
  | 'mixed0'
  | 'mixed1'
  | 'mixed2';

/** Options of {@link inception}. */
export interface InceptionOptions {
  /**
   * The last layer to load. Up to `activation_5` (the default) this loads 177 kB of weights; from
   * `mixed0` on another 834 kB.
   */
  last?: InceptionLayer | undefined;
}

/**
 * Loads the first layers of an Inception-v3 network, whose weights come with this package.
 *
 * Convolutions with folded batch normalisation (eps 1e-3) and ReLU, without padding but where noted:
 *
 * | layer | channels | one value for | smallest image |
 * | --- | --- | --- | --- |
 * | `activation_1` | 32 | 2 x 2 pixels | 3 |
 * | `activation_2` | 32 | 2 x 2 | 7 |
 * | `activation_3` (padded) | 64 | 2 x 2 | 7 |
 * | `activation_4` | 80 | 4 x 4 | 11 |
 * | `activation_5` | 192 | 4 x 4 | 19 |
 * | `mixed0` (padded) | 256 | 8 x 8 | 27 |
 * | `mixed1`, `mixed2` (padded) | 288 | 8 x 8 | 27 |
 *
 * Images are `[batch, height, width, 3]`, RGB in `[-1, 1]`. The network was trained on ImageNet and then
 * to sort pictures into drawing, hentai, neutral, porn and sexy; only its early layers are here.
 *
 * @returns the network; the caller disposes it
 * @throws RangeError when `last` is no layer of the network
 * @see Szegedy et al., Rethinking the Inception Architecture for Computer Vision, 2016, section 6
 * @example
 * ```ts
 * import { inception } from '@ikat/features';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const net = await inception();
 * const { activation_2: features } = net.forward(tf.zeros([1, 16, 16, 3]), ['activation_2']);
 * console.log(features?.shape.join()); // 1,5,5,32
 * net.dispose();
 * ```
 */
export async function inception({
  last = 'activation_5',
}: InceptionOptions = {}): Promise<FeatureNet> {
  if (!allLayers.includes(last)) {
    throw new RangeError(
      `inception: expected last to be a layer, got ${last}. It has ${allLayers.join(', ')}.`,
    );
  }
  correctGradients();
  const layers = allLayers.slice(0, allLayers.indexOf(last) + 1);
  const files = await loadInceptionFiles(mixedLayers.includes(last));
  const convolutions = Array.from({ length: convolutionsTo(last) }, (_, at) =>
    inceptionConvolution(files, at + 1),
  );
  return featureNet({
    name: 'inception',
    preprocess: (x) => tf.mul(tf.add(x, 1), 0.5),
    stages: stagesOf(convolutions).slice(0, layers.length),
    weights: convolutions.flatMap(({ kernel, bias }) => [kernel, bias]),
  });
}

function convolutionsTo(last: string): number {
  const block = mixedLayers.indexOf(last);
  return block < 0 ? stemLayers.indexOf(last) + 1 : 12 + 7 * block;
}

const shrink = (size: number) => Math.floor((size - 3) / 2) + 1;
const pool = (x: tf.Tensor4D) => tf.maxPool(x, 3, 2, 'valid');

/** The steps of the network; those whose convolutions are not there fail when run. */
function stagesOf(convolutions: readonly Convolution[]): Stage[] {
  const run = (x: tf.Tensor4D, index: number, options?: ConvolutionOptions) =>
    convolveRelu(x, convolutions[index - 1]!, options);
  const mixed = (block: number) => (x: tf.Tensor4D) =>
    mixedBlock(x, convolutions.slice(5 + 7 * block));
  return [
    { name: 'activation_1', run: (x) => run(x, 1, { strides: 2 }), size: shrink },
    { name: 'activation_2', run: (x) => run(x, 2), size: (size) => size - 2 },
    { name: 'activation_3', run: (x) => run(x, 3, { pad: 'same' }), size: (size) => size },
    { name: 'activation_4', run: (x) => run(pool(x), 4), size: shrink },
    { name: 'activation_5', run: (x) => run(x, 5), size: (size) => size - 2 },
    { name: 'mixed0', run: (x) => mixed(0)(pool(x)), size: shrink },
    { name: 'mixed1', run: mixed(1), size: (size) => size },
    { name: 'mixed2', run: mixed(2), size: (size) => size },
  ];
}

/** 1 x 1; 1 x 1 then 5 x 5; 1 x 1 then two 3 x 3; mean then 1 x 1: side by side (figure 5). */
function mixedBlock(x: tf.Tensor4D, convolutions: readonly Convolution[]): tf.Tensor4D {
  const run = (input: tf.Tensor4D, index: number) =>
    convolveRelu(input, convolutions[index]!, { pad: 'same' });
  return tf.concat(
    [run(x, 0), run(run(x, 1), 2), run(run(run(x, 3), 4), 5), run(averageNeighbours(x), 6)],
    3,
  );
}
