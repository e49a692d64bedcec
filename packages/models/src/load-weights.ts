import type { WeightMap } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { torchKeys, torchModules } from './torch-keys.js';

interface Plan {
  variable: tfl.LayerVariable;
  /** Its name in the file. */
  key: string;
  /** Its shape in the file. */
  shape: number[];
}

/** PyTorch's [out, in, h, w] (transposed: [in, out, h, w]) of our [h, w, in, out]; [out, in] of ours. */
const toTorch: Readonly<Record<number, number[]>> = { 2: [1, 0], 4: [3, 2, 0, 1] };
const fromTorch: Readonly<Record<number, number[]>> = { 2: [1, 0], 4: [2, 3, 1, 0] };

/**
 * Gives a model the weights of a file, by their PyTorch names ({@link torchKeys}) and in PyTorch's
 * layout, or by our own names.
 *
 * Every weight must be there with its shape, and nothing else but what such networks carry along:
 * running statistics of old instance norms, their scale and shift where they do nothing, counts of
 * batches, fixed blurs and the right singular vectors of spectral norms.
 *
 * @param weights as `readWeights` and `choosePart` of `@ikat/weights` give them
 * @throws RangeError that counts and lists what is missing, unexpected or of another shape; the model
 *   is then unchanged
 *
 * @example
 * ```ts
 * import { loadWeights, patchDiscriminator, torchWeights } from '@ikat/models';
 *
 * const trained = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
 * const fresh = patchDiscriminator({ layers: 1, filters: 2, seed: 2 });
 * loadWeights(fresh, await torchWeights(trained)); // or choosePart(readWeights(bytes).parts)
 * console.log(fresh.weights[0]?.read().dataSync()[0] === trained.weights[0]?.read().dataSync()[0]); // true
 * ```
 */
export function loadWeights(model: tfl.LayersModel, weights: WeightMap): void {
  const isOurs = model.weights.some(({ originalName }) => Object.hasOwn(weights, originalName));
  const plans = isOurs ? ourPlans(model) : torchPlans(model);
  checkNames(model, weights, { plans, isOurs });
  const values = plans.map(({ key }) => finite(key, weights));
  tf.tidy(() => {
    for (const [index, { variable, shape }] of plans.entries()) {
      const stored = tf.tensor(values[index]!, shape);
      const order = isOurs ? undefined : fromTorch[shape.length];
      variable.write(order ? tf.transpose(stored, order) : stored);
    }
  });
}

const shapeOf = (variable: tfl.LayerVariable) => variable.shape as number[];

const ourPlans = (model: tfl.LayersModel): Plan[] =>
  model.weights.map((variable) => ({
    variable,
    key: variable.originalName,
    shape: shapeOf(variable),
  }));

/** Where each weight of a model is in a PyTorch file. */
function torchPlans(model: tfl.LayersModel): Plan[] {
  const keys = torchKeys(model);
  return model.weights.map((variable) => ({
    variable,
    key: keys[variable.originalName]!,
    shape: permuted(shapeOf(variable), toTorch),
  }));
}

const permuted = (shape: number[], orders: Readonly<Record<number, number[]>>) =>
  orders[shape.length]?.map((axis) => shape[axis]!) ?? shape;

interface Expectation {
  plans: Plan[];
  isOurs: boolean;
}

function checkNames(
  model: tfl.LayersModel,
  weights: WeightMap,
  { plans, isOurs }: Expectation,
): void {
  const expected = new Set(plans.map(({ key }) => key));
  const mayBe = isOurs ? () => false : carriedAlong(model, weights);
  const missing = plans.filter(({ key }) => !Object.hasOwn(weights, key));
  const unexpected = Object.keys(weights).filter((key) => !expected.has(key) && !mayBe(key));
  const misshapen = plans.filter(
    ({ key, shape }) => Object.hasOwn(weights, key) && `${weights[key]!.shape}` !== `${shape}`,
  );
  const faults = [
    listed(
      'missing',
      missing.map(({ key }) => key),
    ),
    listed('unexpected', unexpected),
    listed(
      'of another shape',
      misshapen.map(({ key, shape }) => `${key} [${weights[key]!.shape}] instead of [${shape}]`),
    ),
  ].filter((fault) => fault !== '');
  if (faults.length === 0) return;
  throw new RangeError(
    `loadWeights: expected the ${plans.length} weights of this ${architectureOf(model).name}, got ${faults.join('; ')}. The file is of another network, or of this one with other options.`,
  );
}

function listed(what: string, names: string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, 5).map((name) => name.slice(0, 120));
  return `${names.length} ${what} (${shown.join(', ')}${names.length > 5 ? ', …' : ''})`;
}

/** Tells what may be in a file of this network although the network has no use for it. */
function carriedAlong(model: tfl.LayersModel, weights: WeightMap): (key: string) => boolean {
  const { options } = architectureOf(model);
  const blurs = options.blur === true || options.upsampling === 'blur';
  const norms = Object.entries(torchModules(model)).filter(([layer]) => layer.endsWith('Norm'));
  const normPaths = new Set(norms.map(([, path]) => path));
  const buffers = ['running_mean', 'running_var', 'num_batches_tracked'];
  return (key) => {
    const dot = key.lastIndexOf('.');
    const [path, name] = [key.slice(0, dot), key.slice(dot + 1)];
    if (name === 'filt') return blurs;
    if (name === 'weight_v') return options.spectral === true;
    if (!normPaths.has(path)) return false;
    if (name === 'num_batches_tracked') return true;
    if (options.normalisation !== 'instance') return false;
    if (buffers.includes(name)) return true;
    const neutral = { weight: 1, bias: 0 }[name];
    return neutral !== undefined && weights[key]!.data.every((value) => value === neutral);
  };
}

/** The values as float32, if all of them are numbers. */
function finite(key: string, weights: WeightMap): Float32Array {
  const { data } = weights[key]!;
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  const broken = values.find((value) => !Number.isFinite(value));
  if (broken === undefined) return values;
  throw new RangeError(
    `loadWeights: expected finite weights, got ${broken} in ${key}. The network diverged before it was saved.`,
  );
}
