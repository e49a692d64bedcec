import * as tf from '@tensorflow/tfjs-core';

export interface AdamOptions {
  learningRate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** Adam over one fixed list of named variables. */
export interface Adam {
  learningRate: number;
  /** Minimises terms.total over the variables; the terms are the caller's. */
  minimize<Name extends string>(
    terms: () => Record<Name | 'total', tf.Scalar>,
  ): Record<Name | 'total', tf.Scalar>;
  dispose(): void;
}

export function adam(
  variables: Record<string, tf.Variable>,
  { learningRate = 2e-4, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
): Adam {
  const list = Object.entries(variables);
  const zero = (x: tf.Variable) => tf.tidy(() => tf.variable(tf.zerosLike(x), false));
  const first = list.map(([, x]) => zero(x));
  const second = list.map(([, x]) => zero(x));
  let step = 0;
  const optimiser: Adam = {
    learningRate,
    minimize(terms) {
      let kept: ReturnType<typeof terms> | undefined;
      const { grads } = tf.variableGrads(
        () => {
          kept = terms();
          for (const term of Object.values<tf.Scalar>(kept)) tf.keep(term);
          return kept.total;
        },
        list.map(([, x]) => x),
      );
      step++;
      const rate = (optimiser.learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      for (const [i, [, x]] of list.entries()) {
        tf.tidy(() => {
          const g = grads[x.name]!;
          first[i]!.assign(tf.add(tf.mul(first[i]!, beta1), tf.mul(g, 1 - beta1)));
          second[i]!.assign(tf.add(tf.mul(second[i]!, beta2), tf.mul(tf.square(g), 1 - beta2)));
          const scale = tf.add(tf.sqrt(second[i]!), epsilon);
          x.assign(tf.sub(x, tf.mul(tf.div(first[i]!, scale), rate)));
        });
      }
      tf.dispose(grads);
      return kept!;
    },
    dispose: () => tf.dispose([...first, ...second]),
  };
  return optimiser;
}
