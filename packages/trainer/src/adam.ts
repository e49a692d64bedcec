import * as tf from '@tensorflow/tfjs-core';
import type { Stateful, StepState } from './train-step.js';

export interface AdamOptions {
  /** @default 2e-4 */
  learningRate?: number | undefined;
  /** Decay of the first moment. @default 0.5 */
  beta1?: number | undefined;
  /** Decay of the second moment. @default 0.999 */
  beta2?: number | undefined;
  /** @default 1e-8 */
  epsilon?: number | undefined;
}

/** What Adam's update takes of its step's number: `rate` on the moments' quotient, and `epsilon`. */
export type AdamPace = Record<'rate' | 'epsilon', tf.Scalar>;

/** Adam over one fixed list of named variables. */
export interface Adam extends Stateful {
  /** Settable between steps. */
  learningRate: number;
  /** How many times it has minimised. */
  readonly steps: number;
  /**
   * Minimises `total` over the variables. All tensors that the function returns (losses, and
   * whatever else the caller wants to see, such as the fakes) come back as the caller's, without
   * a gradient.
   *
   * @param pace what `next()` gave, as inputs of a compiled graph; left out, it is asked for
   */
  minimize<Terms extends Record<string, tf.Tensor>>(
    terms: () => Terms & { total: tf.Scalar },
    pace?: AdamPace,
  ): Terms & { total: tf.Scalar };
  /**
   * Counts a step and gives its pace, the caller's: for a graph that is compiled, in which nothing
   * may be counted.
   */
  next(): AdamPace;
}

/**
 * Adam whose moments are kept by variable name: checkpointable, and independent of call order.
 *
 * `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`,
 * `x = x - lr (m / (1 - b1^t)) / (sqrt(v) / sqrt(1 - b2^t) + eps)`, as PyTorch orders it.
 * The defaults are CycleGAN's.
 *
 * @param variables what to train, by a name that is the same in every process
 * @throws RangeError when there is no variable; Error when a loss does not reach one of them
 * @see Kingma and Ba, Adam: A Method for Stochastic Optimization, algorithm 1
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import { adam } from '@ikat/trainer';
 *
 * const x = tf.variable(tf.scalar(3));
 * const optimiser = adam({ x }, { learningRate: 0.5 });
 * const { total } = optimiser.minimize(() => ({ total: tf.square(x) as tf.Scalar }));
 * console.log(total.dataSync()[0], x.dataSync()[0]); // 9 2.5
 * tf.dispose([total, x]);
 * optimiser.dispose();
 * ```
 */
export function adam(
  variables: Record<string, tf.Variable>,
  { learningRate = 2e-4, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
): Adam {
  const names = Object.keys(variables);
  if (names.length === 0) {
    throw new RangeError('adam: expected at least one variable, got none.');
  }
  const list = Object.values(variables);
  const zeros = () => list.map((x) => tf.tidy(() => tf.variable(tf.zerosLike(x), false)));
  // The moments are kept divided by (1 - b): m / (1 - b1) = M, v / (1 - b2) = V, two kernels less.
  const first = zeros();
  const second = zeros();
  let steps = 0;

  const apply = (gradients: tf.Tensor[], { rate, epsilon }: AdamPace) => {
    const scalars = { rate, epsilon, beta1: tf.scalar(beta1), beta2: tf.scalar(beta2) };
    list.forEach((x, i) => {
      moveVariable([x, first[i]!, second[i]!], gradients[i]!, scalars);
    });
  };

  const optimiser: Adam = {
    learningRate,
    get steps() {
      return steps;
    },
    next() {
      const root = Math.sqrt((1 - beta2) / (1 - beta2 ** ++steps));
      const rate = (optimiser.learningRate * (1 - beta1)) / ((1 - beta1 ** steps) * root);
      return { rate: tf.scalar(rate), epsilon: tf.scalar(epsilon / root) };
    },
    minimize(terms, pace) {
      const { kept, gradients } = gradientsOf(terms, list, names);
      tf.tidy(() => apply(gradients, pace ?? optimiser.next()));
      tf.dispose(gradients);
      return kept;
    },
    state: () => ({
      tensors: Object.fromEntries(
        names.flatMap((name, i) => [
          [`first/${name}`, tf.clone(first[i]!)],
          [`second/${name}`, tf.clone(second[i]!)],
        ]),
      ),
      values: { steps },
    }),
    restore(state) {
      const moments = names.map((name, i) => [
        momentOf(state, `first/${name}`, first[i]!),
        momentOf(state, `second/${name}`, second[i]!),
      ]);
      moments.forEach(([m, v], i) => {
        first[i]!.assign(m!);
        second[i]!.assign(v!);
      });
      steps = state.values.steps as number;
    },
    dispose: () => tf.dispose([...first, ...second]),
  };
  return optimiser;
}

function moveVariable(
  [x, first, second]: [tf.Variable, tf.Variable, tf.Variable],
  gradient: tf.Tensor,
  { rate, epsilon, beta1, beta2 }: AdamPace & Record<'beta1' | 'beta2', tf.Scalar>,
): void {
  tf.tidy(() => {
    const m = tf.add(tf.mul(first, beta1), gradient); // M = b1 M + g
    const v = tf.add(tf.mul(second, beta2), tf.square(gradient)); // V = b2 V + g^2
    x.assign(tf.sub(x, tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), rate)));
    first.assign(m);
    second.assign(v);
  });
}

function gradientsOf<Terms extends Record<string, tf.Tensor>>(
  terms: () => Terms & { total: tf.Scalar },
  variables: tf.Variable[],
  names: string[],
) {
  let inner: ReturnType<typeof terms> | undefined;
  const { grads } = tf.variableGrads(() => {
    inner = terms();
    for (const term of Object.values(inner)) tf.keep(term);
    return inner.total;
  }, variables);
  // Clones are the caller's: an enclosing tidy sees them, a kept tensor it would not.
  const kept = Object.fromEntries(
    Object.entries(inner!).map(([name, term]) => [name, tf.clone(term)]),
  ) as Terms & { total: tf.Scalar };
  tf.dispose(inner as tf.TensorContainer);
  const missing = names.find((_, i) => !grads[variables[i]!.name]);
  if (missing !== undefined) {
    tf.dispose([grads, kept] as tf.TensorContainer[]);
    throw new Error(
      `adam: expected a gradient for every variable, got none for ${missing}. ` +
        'Leave it out of the variables, or let the loss depend on it.',
    );
  }
  return { kept, gradients: variables.map((x) => grads[x.name]!) };
}

function momentOf({ tensors }: StepState, name: string, like: tf.Variable): tf.Tensor {
  const moment = tensors[name];
  if (!moment || moment.shape.join() !== like.shape.join()) {
    const got = moment ? `one of shape [${moment.shape}]` : 'none';
    throw new RangeError(
      `adam: expected a moment ${name} of shape [${like.shape}], got ${got}. ` +
        'The state was saved for other networks.',
    );
  }
  return moment;
}
