import * as tf from '@tensorflow/tfjs-core';
import type { FeatureNet } from '../src/feature-net.js';
import type { WeightMap } from '../src/weight-map.js';

/** Every n-th value and the channel means of a tensor, as make.py's `sample` writes them. */
export interface Sample {
  shape: number[];
  step: number;
  values: number[];
  means: number[];
}

/** The sampled gradient of sum f(x)^2 / divisor. */
export interface GradientSample extends Sample {
  divisor: number;
}

/** make.py's `image`. */
export function image(height: number, width: number): tf.Tensor4D {
  const values: number[] = [];
  for (let h = 0; h < height; h++) {
    for (let w = 0; w < width; w++) {
      for (let c = 0; c < 3; c++) {
        const wave = 0.9 * Math.sin(0.37 * h + 1.3 * c) * Math.cos(0.23 * w - 0.7 * c);
        values.push(wave + 0.1 * Math.sin(2.1 * h * w));
      }
    }
  }
  return tf.tensor4d(values, [1, height, width, 3]);
}

/** make.py's `formula`, for each of the shapes. */
export function formulaWeights(shapes: Readonly<Record<string, readonly number[]>>): WeightMap {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, data: formula(name, shape) }]),
  );
}

function formula(name: string, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  const n = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const scale = shape.length > 1 ? Math.sqrt((6 * shape[0]!) / size) : 0.1;
  return Float32Array.from(
    { length: size },
    (_, i) => (((i * i + 31 * i + 7 * n) % 10007) / 5003.5 - 1) * scale,
  );
}

/** The values of a tensor that make.py's `sample` keeps. */
export function sampled(x: tf.Tensor, { step }: Sample): Float32Array {
  return x.dataSync().filter((_, at) => at % step === 0) as Float32Array;
}

/**
 * sum f(x) (f(x) - f(near)) times a scale, for the finite differences of f near a point: the sum is of
 * small numbers there, so float32 keeps steps that are short enough to cross no corner of ReLU.
 */
export function probe(net: FeatureNet, layer: string, near: tf.Tensor4D, scale: number) {
  const at = (x: tf.Tensor) => net.forward(x as tf.Tensor4D, [layer])[layer]!;
  const reference = at(near);
  return (x: tf.Tensor) => {
    const value = at(x);
    return tf.mul(tf.sum(tf.mul(value, tf.sub(value, reference))), scale);
  };
}
