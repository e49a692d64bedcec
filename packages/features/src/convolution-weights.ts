import * as tf from '@tensorflow/tfjs-core';
import type { Convolution } from './convolution.js';
import type { Preprocess } from './preprocess.js';
import type { WeightMap } from './weight-map.js';

/** Where the weights of one convolution are, and of which shape. */
export interface ConvolutionSpec {
  /** The layer that it belongs to. */
  readonly layer: string;
  /** The kernel's name. */
  readonly kernel: string;
  /** The bias's name. */
  readonly bias: string;
  /** The kernel's shape in the file, `[out, in, height, width]` or `[height, width, in, out]`. */
  readonly shape: readonly [number, number, number, number];
  /** The order of the axes. */
  readonly order: 'OIHW' | 'HWIO';
}

/** A convolution of PyTorch: `prefix.weight` `[out, in, size, size]` and `prefix.bias`. */
export function torchConvolution(
  layer: string,
  prefix: string,
  [output, input, size]: readonly [number, number, number],
): ConvolutionSpec {
  const shape = [output, input, size, size] as const;
  return { layer, kernel: `${prefix}.weight`, bias: `${prefix}.bias`, shape, order: 'OIHW' };
}

/** Checks that every weight of the convolutions is there, of its shape, in float32. */
export function checkConvolutions(
  net: string,
  weights: WeightMap,
  specs: readonly ConvolutionSpec[],
): void {
  for (const { kernel, bias, shape, order } of specs) {
    checkWeight(net, weights, { name: kernel, shape });
    checkWeight(net, weights, { name: bias, shape: [shape[order === 'OIHW' ? 0 : 3]] });
  }
}

function checkWeight(
  net: string,
  weights: WeightMap,
  { name, shape }: { name: string; shape: readonly number[] },
): void {
  const expected = `${net}: expected ${name} of shape [${shape}]`;
  const found = Object.hasOwn(weights, name) ? weights[name] : undefined;
  if (found === undefined) {
    throw new RangeError(
      `${expected}, got ${namesOf(weights)}. Add it or choose an earlier last layer.`,
    );
  }
  if (String(found.shape) !== String(shape)) {
    throw new RangeError(
      `${expected}, got [${found.shape}]. These are weights of another network.`,
    );
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (!(found.data instanceof Float32Array) || found.data.length !== size) {
    const got = `${found.data.length} in ${found.data.constructor.name}`;
    throw new TypeError(`${expected} with ${size} values in Float32Array, got ${got}.`);
  }
}

function namesOf(weights: WeightMap): string {
  const names = Object.keys(weights);
  if (names.length === 0) return 'no weights';
  return `only ${names.slice(0, 3).join(', ')}${names.length > 3 ? `, … (${names.length})` : ''}`;
}

/** Makes the tensors of checked convolutions, the first one for images in RGB. */
export function makeConvolutions(
  weights: WeightMap,
  specs: readonly ConvolutionSpec[],
  preprocess: Preprocess,
): Convolution[] {
  return specs.map(({ kernel, bias, shape, order }, position) =>
    tf.tidy(() => {
      const stored = tf.tensor4d(values(weights, kernel), [...shape]);
      const ordered = order === 'OIHW' ? tf.transpose(stored, [2, 3, 1, 0]) : stored;
      const flip = position === 0 && preprocess === 'caffe';
      return {
        kernel: tf.keep(flip ? tf.reverse(ordered, 2) : ordered),
        bias: tf.keep(tf.tensor1d(values(weights, bias))),
      };
    }),
  );
}

/** The values of a checked weight. */
const values = (weights: WeightMap, name: string) => weights[name]!.data as Float32Array;
