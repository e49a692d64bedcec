import { childSeed, randomSource } from '@ikat/random';
import { readFile } from '@ikat/testing';
import { choosePart, readWeights } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { modelFromWeights } from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const golden = (name: string) =>
  readFile(new URL(`../golden/weights/${name}.pth`, import.meta.url));

/** Changes one to four bytes among the first, where the names and the shapes are. */
function changed(whole: Uint8Array, seed: number): Uint8Array {
  const random = randomSource(seed);
  const bytes = Uint8Array.from(whole);
  for (let count = 1 + random.integer(4); count > 0; count--) {
    bytes[random.integer(Math.min(bytes.length, 4000))] = random.integer(256);
  }
  return bytes;
}

test('any change of a file gives a model or an error in words, and leaves no tensor', () => {
  const whole = golden('cut-judge');
  modelFromWeights(choosePart(readWeights(whole).parts)).dispose();
  const { numTensors } = tf.memory();
  let refused = 0;
  for (let round = 0; round < 500; round++) {
    try {
      const { parts } = readWeights(changed(whole, childSeed(3, `${round}`)));
      modelFromWeights(choosePart(parts)).dispose();
    } catch (error) {
      refused++;
      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toMatch(/^\w+: expected .*, got .*\.$/s);
    }
    expect(tf.memory().numTensors).toBe(numTensors);
  }
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(500);
});
