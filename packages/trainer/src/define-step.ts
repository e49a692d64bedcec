import { correctGradients } from '@ikat/ops';
import { childSeed } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { joinStates, restoreParts } from './join-states.js';
import { type NetworkPass, networkPasses } from './network-pass.js';
import type { Stateful, StepState, TrainStep } from './train-step.js';

/** What one step may use: its seed, its number, the rate of the schedule, its network passes. */
export interface StepContext {
  /** The seed of this step; draw from named children of it. */
  seed: number;
  /** How many steps were made before this one. */
  step: number;
  /** The factor on every learning rate. */
  rate: number;
  pass: NetworkPass;
}

/**
 * Makes a train step of an update and the stateful parts that it uses: counts, seeds, saves.
 *
 * The update runs in a tidy; what it returns is all that is left of it.
 */
export function defineStep<Batch, Name extends string>(
  seed: number,
  parts: Record<string, Stateful>,
  update: (batch: Batch, context: StepContext) => Record<Name, tf.Scalar>,
): TrainStep<Batch, Name> {
  correctGradients();
  let [steps, root] = [0, seed];
  const run = (batch: Batch): Record<Name, tf.Scalar> => {
    const own = childSeed(root, `step ${steps}`);
    const context = { seed: own, step: steps, rate: step.rate, pass: networkPasses(own) };
    const losses = tf.tidy(() => update(batch, context));
    steps++;
    return losses;
  };
  const members = {
    rate: 1,
    state() {
      const { tensors, values } = joinStates(parts);
      return { tensors, values: { ...values, steps, seed: root } };
    },
    restore(state: StepState) {
      const { steps: saved, seed: savedSeed } = state.values;
      if (!Number.isInteger(saved) || typeof savedSeed !== 'number') {
        throw new RangeError(
          `restore: expected a state with steps and a seed, got steps ${saved} and seed ${savedSeed}. Give what state() of such a step gave.`,
        );
      }
      restoreParts(parts, state);
      [steps, root] = [saved as number, savedSeed];
    },
    dispose() {
      for (const part of Object.values(parts)) part.dispose();
    },
  };
  const step = Object.assign(run, members) as unknown as TrainStep<Batch, Name>;
  return Object.defineProperty(step, 'steps', { get: () => steps });
}
