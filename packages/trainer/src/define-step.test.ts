import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { cycleGanStep } from './cycle-gan-step.js';
import { bits } from './test-bits.js';
import { cycleNetworks, unpaired } from './test-networks.js';

onEachBackend(() => {
  test('a state that the last part refuses leaves every part as it was', async () => {
    const networks = cycleNetworks();
    const step = cycleGanStep(networks, { emaDecay: 0.9, poolSize: 2 });
    tf.dispose(step(unpaired(1)));
    const saved = step.state();
    tf.dispose(step(unpaired(2)));
    const before = bits({ networks, step });
    const last = Object.keys(saved.tensors).findLast((name) => name.startsWith('average/'))!;
    const broken = { ...saved, tensors: { ...saved.tensors, [last]: tf.zeros([99]) } };
    await expectNoLeak(() => {
      expect(() => step.restore(broken)).toThrow(/^ema: expected an average/);
    });
    expect(bits({ networks, step })).toEqual(before);
    expect(step.steps).toBe(2);
    step.restore(saved);
    expect(step.steps).toBe(1);
    step.dispose();
  });

  test('refuses a state without a count', () => {
    const step = cycleGanStep(cycleNetworks());
    const { tensors } = step.state();
    expect(() => step.restore({ tensors, values: { seed: 1 } })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: restore: expected a state with steps and a seed, got steps undefined and seed 1. Give what state() of such a step gave.]`,
    );
    step.dispose();
  });
}, ['cpu']);
