import '@ikat/testing';
import { mlpGenerator } from '@ikat/models';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { networkVariables, networkWeights } from './network-variables.js';
import { smallDiscriminator, smallGenerator } from './test-networks.js';

beforeAll(() => tf.setBackend('cpu'));

function nameless() {
  const inner = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [3] })] });
  const outer = tfl.sequential();
  outer.add(tfl.layers.dense({ units: 3, inputShape: [3] }));
  outer.add(inner);
  outer.add(tfl.layers.dense({ units: 1 }));
  outer.add(tfl.layers.batchNormalization());
  return outer;
}

test('names layers that tfjs numbered by their place in the network', () => {
  const keys = Object.keys(networkVariables({ critic: nameless() }));
  expect(keys).toEqual([
    'critic/Dense1/kernel',
    'critic/Dense1/bias',
    'critic/Dense2/kernel',
    'critic/Dense2/bias',
    'critic/Dense3/kernel',
    'critic/Dense3/bias',
    'critic/BatchNormalization1/gamma',
    'critic/BatchNormalization1/beta',
  ]);
});

test('gives the same keys for a second instance', () => {
  for (const make of [() => nameless(), () => mlpGenerator(), () => smallGenerator(1)]) {
    const [first, second] = [make(), make()].map((network) => networkVariables({ network }));
    expect(Object.keys(second!)).toEqual(Object.keys(first!));
    const shapes = (it: Record<string, tf.Variable>) => Object.values(it).map((x) => x.shape);
    expect(shapes(second!)).toEqual(shapes(first!));
  }
});

test('keeps the names of layers that have one, and the networks apart', () => {
  const keys = Object.keys(networkVariables({ g: smallGenerator(1), d: smallDiscriminator(1) }));
  expect(keys).toContain('g/stem/kernel');
  expect(keys).toContain('g/block1Conv1/bias');
  expect(keys).toContain('d/scores/kernel');
  expect(new Set(keys).size).toBe(keys.length);
});

test('tells what is trained from what is only kept', () => {
  const network = nameless();
  const [trained, all] = [networkVariables({ network }), networkWeights({ network })];
  expect(Object.keys(all)).toHaveLength(Object.keys(trained).length + 2);
  expect(all['network/BatchNormalization1/moving_mean']).toBeInstanceOf(tf.Variable);
});
