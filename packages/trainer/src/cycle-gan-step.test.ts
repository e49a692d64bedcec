import { r1 } from '@ikat/losses';
import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { cycleGanStep } from './cycle-gan-step.js';
import { networkVariables } from './network-variables.js';
import { cycleNetworks, unpaired } from './test-networks.js';

interface Golden {
  layers: string[];
  steps: Record<string, number>[];
  after: GoldenTensor;
}

const golden = readGolden<Golden>(new URL('../golden/cycle-gan.json', import.meta.url));

/** The formula of golden/make.py. */
function scattered(shape: number[], key: number, scale: number): tf.Tensor {
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
    const v = Math.sin(i * 12.9898 + key * 78.233) * 43758.5453;
    return (v - Math.floor(v) - 0.5) * 2 * scale;
  });
  return tf.tensor(values, shape);
}

function filled(network: LayersModel, key: number): LayersModel {
  for (const [number, [name, x]] of Object.entries(networkVariables({ network })).entries()) {
    x.assign(scattered(x.shape, key + number, name.endsWith('kernel') ? 0.3 : 0.1));
  }
  return network;
}

function goldenNetworks() {
  const generator = () => resnetGenerator({ filters: 4, blocks: 1, upsampling: 'transposed' });
  const discriminator = () => patchDiscriminator({ filters: 4, layers: 1 });
  return {
    generatorAB: filled(generator(), 100),
    generatorBA: filled(generator(), 200),
    discriminatorA: filled(discriminator(), 300),
    discriminatorB: filled(discriminator(), 400),
  };
}

const image = (key: number) => scattered([1, 16, 16, 3], key, 1) as tf.Tensor4D;

onEachBackend((backend) => {
  test('has the losses of a CycleGAN in PyTorch over three steps', () => {
    const networks = goldenNetworks();
    const names = Object.keys(networkVariables({ g: networks.generatorAB }));
    expect(names.filter((name) => name.endsWith('kernel'))).toEqual(
      golden.layers.map((layer) => `g/${layer}/kernel`),
    );
    const step = cycleGanStep(networks);
    // a step takes the cpu backend seconds
    const steps = golden.steps.slice(0, backend === 'cpu' ? 1 : 3);
    for (const [number, wanted] of steps.entries()) {
      const losses = step({ a: image(500 + number), b: image(600 + number) });
      expect(Object.keys(losses).sort()).toEqual(Object.keys(wanted).sort());
      for (const [name, loss] of Object.entries(losses)) {
        const [value] = loss.dataSync();
        expect(Math.abs(value! - wanted[name]!), `${name} at step ${number}`).toBeLessThan(1e-4);
      }
    }
    if (backend === 'wasm') {
      expectClose(
        networks.generatorAB.getLayer('stem').getWeights()[0]!,
        golden.after.values,
        1e-4,
      );
    }
    step.dispose();
  });
});

describe('on cpu', () => {
  test('leaks nothing over the steps', async () => {
    await tf.setBackend('cpu');
    const networks = cycleNetworks(1, true);
    const step = cycleGanStep(networks, { poolSize: 2, emaDecay: 0.9, identityWeight: 0 });
    const batch = unpaired(1);
    for (let i = 0; i < 3; i++) tf.dispose(step(batch));
    await expectNoLeak(() => step(batch));
    await expectNoLeak(() => step.state().tensors);
    step.dispose();
  });

  test('frees all that it made', async () => {
    const networks = cycleNetworks();
    const batch = unpaired(1);
    await expectNoLeak(() => {
      const step = cycleGanStep(networks, { emaDecay: 0.9 });
      const losses = step(batch);
      step.dispose();
      return losses;
    });
  });

  test('reports penalties, and strengthens lazy ones', () => {
    const networks = cycleNetworks();
    const step = cycleGanStep(networks, {
      penalty: (critic, { real }) => r1(critic, real, { gamma: 1 }),
      penaltyEvery: 2,
    });
    const names = [1, 2].map((seed) => Object.keys(step(unpaired(seed))));
    expect(names[0]).toContain('penaltyA');
    expect(names[0]).toContain('penaltyB');
    expect(names[1]).not.toContain('penaltyA');
    step.dispose();
  });

  test('refuses batches of another form, and negative weights', () => {
    const networks = cycleNetworks();
    const step = cycleGanStep(networks);
    const { a } = unpaired(1);
    expect(() =>
      step({ a, b: tf.zeros<tf.Rank>([16, 16, 3]) as tf.Tensor4D }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: cycleGanStep: b: expected images [any,any,any,3], got [16,16,3]. Resize or crop them, or make the network for this size.]`,
    );
    expect(() => step(a as never)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: cycleGanStep: a: expected a tensor of images [any,any,any,3], got undefined. The batches must have the form that this step is made for.]`,
    );
    expect(() => cycleGanStep(networks, { cycleWeight: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: cycleGanStep: cycleWeight: expected a number of at least 0, got -1.]`,
    );
    step.dispose();
  });
});
