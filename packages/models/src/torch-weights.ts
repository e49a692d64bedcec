import type { FloatWeights } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { torchKeys, torchModules } from './torch-keys.js';

type Values = { shape: number[]; data: Float32Array };

/**
 * Downloads the weights of a model under their PyTorch names and in PyTorch's layout, with the fixed
 * blurs of CUT's networks and the right singular vectors of spectral norms: what a state dict of the
 * same network holds, so that `load_state_dict` takes it.
 *
 * @returns values by name, for `writeSafetensors` of `@ikat/weights` or {@link loadWeights}
 * @throws RangeError for a model that our factories did not build
 *
 * @example
 * ```ts
 * import { resnetGenerator, torchWeights } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed', seed: 1 });
 * const weights = await torchWeights(generator);
 * console.log(weights['model.1.weight']?.shape.join()); // 2,3,7,7
 * ```
 */
export async function torchWeights(
  model: tfl.LayersModel,
): Promise<Record<string, { dtype: 'float32'; shape: number[]; data: Float32Array }>> {
  const keys = torchKeys(model);
  const entries = await Promise.all(
    model.weights.map(async (weight): Promise<[string, Values]> => {
      const tensor = tf.tidy(() => toTorch(weight.read()));
      try {
        return [keys[weight.originalName]!, await download(tensor)];
      } finally {
        tensor.dispose();
      }
    }),
  );
  const weights = Object.fromEntries(entries);
  const all = { ...weights, ...singularVectors(weights), ...blurs(model) };
  return Object.fromEntries(
    Object.entries(all).map(([key, values]) => [key, { dtype: 'float32', ...values }]),
  );
}

/** Downloads the weights of a model under our own names and in our layout. */
export async function ourWeights(model: tfl.LayersModel): Promise<FloatWeights> {
  const entries = model.weights.map(async (weight) => [
    weight.originalName,
    await download(weight.read()),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function download(tensor: tf.Tensor): Promise<Values> {
  return { shape: tensor.shape, data: (await tensor.data()) as Float32Array };
}

/** [h, w, in, out] to [out, in, h, w] (transposed: [h, w, out, in] to [in, out, h, w]). */
function toTorch(weight: tf.Tensor): tf.Tensor {
  if (weight.rank === 4) return tf.transpose(weight, [3, 2, 0, 1]);
  return weight.rank === 2 ? tf.transpose(weight) : tf.clone(weight);
}

/** PyTorch keeps v = W'u / |W'u| beside u and each kernel W [out, in h w]. */
function singularVectors(weights: Record<string, Values>): Record<string, Values> {
  const vectors: Record<string, Values> = {};
  for (const [key, { data }] of Object.entries(weights)) {
    if (!key.endsWith('.weight_u')) continue;
    const prefix = key.slice(0, -'_u'.length);
    const kernel = weights[`${prefix}_orig`]!.data;
    const columns = kernel.length / data.length;
    const v = Float32Array.from({ length: columns }, (_, column) =>
      data.reduce((sum, value, row) => sum + value * kernel[row * columns + column]!, 0),
    );
    vectors[`${prefix}_v`] = { shape: [columns], data: unit(v) };
  }
  return vectors;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** CUT's networks register their blurs: one [1, 2, 1]^2 / 16 or 4 [1, 3, 3, 1]^2 / 64 a channel. */
function blurs(model: tfl.LayersModel): Record<string, Values> {
  const { options } = architectureOf(model);
  if (options.blur !== true && options.upsampling !== 'blur') return {};
  const modules = torchModules(model);
  const buffers = model.layers
    .filter((layer) => layer.name.endsWith('Blur'))
    .map((layer): [string, Values] => {
      const name = layer.name.slice(0, -'Blur'.length);
      const [path, index] = splitPath(modules[name]!);
      const isUp = name.startsWith('up');
      const channels = (layer.input as tfl.SymbolicTensor).shape.at(-1)!;
      const key = `${path}.${isUp ? index - 1 : index + blurDistance(name)}.filt`;
      return [key, isUp ? blur([1, 3, 3, 1], 4, channels) : blur([1, 2, 1], 1, channels)];
    });
  return Object.fromEntries(buffers);
}

/** After the first convolution of a discriminator there is no norm. */
const blurDistance = (name: string) => (name === 'conv1' ? 2 : 3);

function splitPath(path: string): [string, number] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot), Number(path.slice(dot + 1))];
}

function blur(taps: number[], gain: number, channels: number): Values {
  const total = taps.reduce((sum, tap) => sum + tap, 0) ** 2;
  const kernel = taps.flatMap((row) => taps.map((column) => (gain * row * column) / total));
  const data = Float32Array.from(
    { length: channels * kernel.length },
    (_, at) => kernel[at % kernel.length]!,
  );
  return { shape: [channels, 1, taps.length, taps.length], data };
}
