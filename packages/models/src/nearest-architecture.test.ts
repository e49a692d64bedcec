import '@ikat/testing';
import type { WeightMap } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { inferArchitecture, modelFromWeights } from './index.js';
import { golden } from './testing/golden-model.js';

const shapes = golden<Record<string, Record<string, number[]>>>('weights/names');

/** Weights of a network as PyTorch names and shapes them, all zero. */
const zeros = (named: Record<string, number[]>): WeightMap =>
  Object.fromEntries(
    Object.entries(named).map(([key, shape]) => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
      return [key, { dtype: 'float32', shape, data }];
    }),
  );

const without = (name: string, lost: RegExp) =>
  Object.fromEntries(Object.entries(shapes[name]!).filter(([key]) => !lost.test(key)));

const said = (named: Record<string, number[]>) => {
  try {
    modelFromWeights(zeros(named)).dispose();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** What cannot be missed: running statistics of instance norms, counts and blurs are of no use. */
const isUsed = (key: string) => /\.(weight|bias)$/.test(key);

describe('all that a file lacks is listed', () => {
  test.each([
    ['resnet-9', 'the first block', /^model\.10\.conv_block/],
    ['resnet-9', 'a block in the middle', /^model\.14\.conv_block/],
    ['resnet-9', 'the last block', /^model\.18\.conv_block/],
    ['resnet-9', 'three blocks', /^model\.1[014]\.conv_block/],
    ['resnet-9', 'the first convolution', /^model\.1\./],
    ['resnet-9', 'a convolution that halves', /^model\.7\./],
    ['resnet-9', 'a convolution that doubles', /^model\.19\./],
    ['resnet-9', 'all biases', /\.bias$/],
    ['resnet-9-dropout', 'the second block', /^model\.11\.conv_block/],
    ['resnet-9-resize', 'a convolution that doubles', /^model\.21\./],
    ['cut-9', 'the first block', /^model\.12\.conv_block/],
    ['cut-9', 'a convolution that halves', /^model\.8\.weight/],
    ['unet-256', 'the first convolution', /^model\.model\.0\./],
    ['unet-256', 'the third level', /^model\.model\.1\.model\.3\.model\.1\./],
    ['patch-3', 'a convolution', /^model\.5\./],
    ['patch-3', 'the first convolution', /^model\.0\./],
    ['cut-patch-3', 'a convolution', /^model\.7\./],
    ['pixel', 'a convolution', /^net\.2\./],
  ])('%s without %s', (name, _, lost) => {
    const keys = Object.keys(shapes[name]!).filter((key) => lost.test(key) && isUsed(key));
    const message = said(without(name, lost));
    expect(message).toContain(`got ${keys.length} missing (`);
    for (const key of keys.slice(0, 1)) expect(message).toContain(key);
    expect(message).not.toContain('unexpected');
    expect(message).not.toContain('of another shape');
  });
});

test('all shapes that are wrong are listed', () => {
  const wrong = Object.keys(shapes['resnet-9']!).filter((key) => key.endsWith('.5.weight'));
  const changes = wrong.map((key) => [key, shapes['resnet-9']![key]!.map((size) => size + 1)]);
  const message = said({ ...shapes['resnet-9'], ...Object.fromEntries(changes) });
  expect(message).toContain(
    'got 9 of another shape (model.10.conv_block.5.weight [9,9,4,4] instead of [8,8,3,3], ',
  );
});

test('a block beyond all others is unexpected, and makes no long network', () => {
  const far = { 'model.900000.conv_block.1.weight': [8, 8, 3, 3] };
  expect(said({ ...shapes['resnet-9'], ...far })).toContain(
    'got 1 unexpected (model.900000.conv_block.1.weight)',
  );
  expect(said({ ...far, 'model.900009.weight': [3, 2, 7, 7] })).toContain('missing');
});

test('a width that the rest of the file does not bear out makes no large network', () => {
  expect(said({ 'model.model.0.weight': [3000, 3, 4, 4] })).toMatchInlineSnapshot(
    `"inferArchitecture: expected a second level at model.model.1.model.1.weight, got none. Say which network it is, if it is one of ours."`,
  );
});

test('what is not said of a network is told by its shapes', () => {
  const weights = zeros(shapes['resnet-6']!);
  const options = { normalisation: 'none' };
  modelFromWeights(weights, { name: 'resnetGenerator', options }).dispose();
  expect(() =>
    modelFromWeights(weights, { name: 'resnetGenerator', options: { blocks: 9 } }),
  ).toThrow(
    /got 16 missing \(model\.16\.conv_block\.1\.weight.*; 3 unexpected .*; 2 of another shape/,
  );
  const seen = without('resnet-6', /^model\.10\./);
  expect(() => inferArchitecture(zeros(seen))).toThrow('expected residual blocks in a row');
});
