import { onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { CheckpointParts } from './checkpoint/pack-checkpoint.js';
import type { LoadCheckpointOptions } from './checkpoint/restore-checkpoint.js';
import { cycleGanStep } from './cycle-gan-step.js';
import { dualGanStep } from './dual-gan-step.js';
import { fastStyleStep } from './fast-style-step.js';
import { ganStep } from './gan-step.js';
import { bits, type Trained } from './test-bits.js';
import { filterFeatures } from './test-features.js';
import {
  cycleNetworks,
  dualNetworks,
  pictures,
  pointNetworks,
  styleNetworks,
} from './test-networks.js';

/** A place that keeps checkpoints. */
interface Storage {
  save(parts: CheckpointParts): Promise<unknown>;
  load(options: LoadCheckpointOptions): Promise<{ step: number }>;
}

/** Three steps, and one step, a checkpoint and two steps of fresh networks: equal to the bit. */
async function expectExactResume<Batch>(
  { save, load }: Storage,
  make: () => Trained<Batch>,
  batch: (step: number) => Batch,
): Promise<void> {
  const losses: number[][] = [];
  const run = (it: Trained<Batch>, number: number) => {
    const terms = it.step(batch(number));
    losses.push(Object.values(terms).map((term) => term.dataSync()[0]!));
    tf.dispose(terms);
  };
  const whole = make();
  run(whole, 0);
  await save({ ...whole, config: { seed: 1 } });
  for (const number of [1, 2]) run(whole, number);
  const resumed = make();
  const { step } = await load({ ...resumed, config: { seed: 1 } });
  expect([step, resumed.step.steps]).toEqual([1, 1]);
  for (const number of [1, 2]) run(resumed, number);
  expect(losses.slice(3)).toEqual(losses.slice(1, 3));
  expect(bits(resumed)).toEqual(bits(whole));
  for (const it of [whole, resumed]) it.step.dispose();
}

const unpairedSmall = (step: number) => ({
  a: pictures(step, 1, 8),
  b: pictures(100 + step, 1, 8),
});

/** Every algorithm, resumed from a place that keeps checkpoints, repeats an unbroken run. */
export function testExactResume(
  storage: () => Storage,
  backends?: Parameters<typeof onEachBackend>[1],
): void {
  onEachBackend(() => {
    test('resumes a GAN with dropout to the bit', async () => {
      const make = () => {
        const networks = pointNetworks({ dropout: true });
        return { networks, step: ganStep(networks, { seed: 5, emaDecay: 0.9 }) };
      };
      await expectExactResume(
        storage(),
        make,
        (step) => tf.fill([4, 1, 1, 2], step) as tf.Tensor4D,
      );
    });

    test('resumes the two GANs to the bit, over the change of phase', async () => {
      const make = () => {
        const networks = dualNetworks(1, true);
        return { networks, step: dualGanStep(networks, { seed: 5, learningSteps: 2 }) };
      };
      await expectExactResume(storage(), make, unpairedSmall);
    });

    test('resumes a CycleGAN with pools and an average to the bit', async () => {
      const make = () => {
        const networks = cycleNetworks(1, true);
        return { networks, step: cycleGanStep(networks, { seed: 5, poolSize: 1, emaDecay: 0.9 }) };
      };
      await expectExactResume(storage(), make, unpairedSmall);
    });

    test('resumes a fast style with a discriminator and an average to the bit', async () => {
      const make = () => {
        const networks = styleNetworks(1, true);
        const aim = { style: pictures(7), features: filterFeatures() };
        const layers = { styleLayers: ['only'], contentLayer: 'only' };
        return {
          networks,
          step: fastStyleStep(networks, aim, { seed: 5, emaDecay: 0.9, ...layers }),
        };
      };
      await expectExactResume(storage(), make, (step) => ({
        a: pictures(step),
        b: pictures(100 + step),
      }));
    });
  }, backends);
}
