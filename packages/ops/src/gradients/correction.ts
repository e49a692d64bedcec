import * as tf from '@tensorflow/tfjs-core';

/** A row of the table of gradients. */
export interface GradientCorrection {
  /** The kernel, as TensorFlow.js names it. */
  readonly kernel: string;
  /** What TensorFlow.js 4.22 does: `right`, or what is missing or wrong. */
  readonly tfjs: string;
  /** The gradient that `correctGradients()` registers. */
  readonly here: string;
}

/** A row with its gradient. */
export interface Correction extends GradientCorrection {
  readonly config: tf.GradConfig;
}

/** For each input, a function that makes its gradient. */
type Gradients = Record<string, () => tf.Tensor>;

/** Everything there is to say about a kernel's gradient. */
export interface Recipe<Input extends string, Attributes> {
  tfjs: string;
  here: string;
  /** Inputs that the gradient reads. Outputs never are: their second-order gradient is lost. */
  save?: readonly Input[];
  /** Reads all inputs of a kernel that takes a list; they are named '0', '1'... */
  saveAll?: boolean;
  gradient(dy: tf.Tensor, saved: Record<Input, tf.Tensor>, attributes: Attributes): Gradients;
}

/** One row of the table. */
export function correction<Input extends string = never, Attributes = object>(
  kernel: string,
  { tfjs, here, save = [], saveAll, gradient }: Recipe<Input, Attributes>,
): Correction {
  const named = (saved: tf.Tensor[]) =>
    Object.fromEntries(saved.map((tensor, i) => [save[i] ?? i, tensor])) as Record<
      Input,
      tf.Tensor
    >;
  const config: tf.GradConfig = {
    kernelName: kernel,
    ...(saveAll ? { saveAllInputs: true } : { inputsToSave: [...save] }),
    gradFunc: (dy, saved, attributes) =>
      gradient(dy as tf.Tensor, named(saved), attributes as Attributes),
  };
  return { kernel, tfjs, here, config };
}

/** A tensor of one value. Unlike tf.zeros and tf.ones it is made by the backend. */
export const filled = (shape: number[], value: number): tf.Tensor => tf.fill(shape, value);

/** Sums over the axes that were broadcast: the adjoint of broadcasting `shape` to x. */
export function sumTo(x: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, x.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(x, axes) : x, shape);
}

/** Repeats x over axes of length 1. An addition, because tf.tile is slow. */
export const broadcast = (x: tf.Tensor, shape: number[]): tf.Tensor => tf.add(x, filled(shape, 0));

/** No gradient flows through the named inputs. */
export function constant<Input extends string>(
  kernel: string,
  { tfjs, inputs }: { tfjs: string; inputs: readonly Input[] },
): Correction {
  return correction<Input>(kernel, {
    tfjs,
    here: '0',
    save: inputs,
    gradient: (_dy, saved) =>
      Object.fromEntries(inputs.map((name) => [name, () => filled(saved[name].shape, 0)])),
  });
}
