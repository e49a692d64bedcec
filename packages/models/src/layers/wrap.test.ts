import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { resnetGenerator, stylize, unetGenerator, type Wrap } from '../index.js';
import { images } from '../testing/golden-model.js';

/** Moves an image round its ring. */
function roll(x: tf.Tensor4D, axis: 1 | 2, by: number): tf.Tensor4D {
  const [head, tail] = tf.split(x, [by, x.shape[axis]! - by], axis) as [tf.Tensor4D, tf.Tensor4D];
  return tf.concat([tail, head], axis);
}

const networks = {
  resize: () => resnetGenerator({ blocks: 1, filters: 2, seed: 1 }),
  blur: () => resnetGenerator({ blocks: 1, filters: 2, seed: 1, upsampling: 'blur' }),
  transposed: () => resnetGenerator({ blocks: 1, filters: 2, seed: 1, upsampling: 'transposed' }),
  unet: () => unetGenerator({ downs: 2, filters: 2, seed: 1, upsampling: 'transposed' }),
};

/** First weights are small: what a border does to the result would not show. */
function enlarge(model: ReturnType<typeof resnetGenerator>): void {
  model.setWeights(tf.tidy(() => model.getWeights().map((w) => tf.mul(w, 20))));
}

onEachBackend(() => {
  // On a ring, moving the picture moves the result: f(roll x) = roll f(x).
  test.each(Object.entries(networks))('%s has no seam where it wraps', (_, network) => {
    const model = network();
    enlarge(model);
    const x = images([1, 16, 24, 3]);
    // WebGL sums the statistics of the norms in blocks, which lie elsewhere in a picture that moved.
    const rounding = tf.getBackend() === 'webgl' ? 2e-5 : 1e-5;
    const seam = (wrap: Wrap, axis: 1 | 2) =>
      tf.tidy(() => {
        const moved = stylize(model, roll(x, axis, 8), { wrap });
        const expected = roll(stylize(model, x, { wrap }), axis, 8);
        return tf.max(tf.abs(tf.sub(moved, expected))).dataSync()[0]!;
      });
    expect(seam('both', 1)).toBeLessThan(rounding);
    expect(seam('both', 2)).toBeLessThan(rounding);
    expect(seam('width', 2)).toBeLessThan(rounding);
    expect(seam('height', 1)).toBeLessThan(rounding);
    expect(seam('width', 1)).toBeGreaterThan(1e-2);
    expect(seam('none', 2)).toBeGreaterThan(1e-2);
    x.dispose();
    model.dispose();
  });

  test('the border is put back', async () => {
    const model = networks.resize();
    const x = images([1, 16, 16, 3]);
    const before = stylize(model, x);
    await expectNoLeak(() => stylize(model, x, { wrap: 'both' }));
    const after = stylize(model, x);
    expectClose(after, before.dataSync(), 0);
    tf.dispose([before, after, x]);
    model.dispose();
  });
});
