import { expectClose, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { corrections } from './gradients/table.js';
import { correctGradients, gradientCorrections, stopGradient } from './index.js';

const ours = () => corrections.filter(({ kernel, config }) => tf.getGradient(kernel) === config);

afterEach(() => {
  vi.restoreAllMocks();
  tf.env().set('DEBUG', false);
});

// The order matters: tfjs-core is alone until the last test of this file.
describe('correctGradients', () => {
  it('finds tfjs-core alone without a gradient', () => {
    expect(corrections.filter(({ kernel }) => tf.getGradient(kernel) !== undefined)).toEqual([]);
  });

  it('registers every row of the table', () => {
    correctGradients();
    expect(ours()).toHaveLength(gradientCorrections.length);
  });

  it('does nothing the second time', () => {
    const before = corrections.map(({ kernel }) => tf.getGradient(kernel));
    correctGradients();
    expect(corrections.map(({ kernel }) => tf.getGradient(kernel))).toEqual(before);
  });

  onEachBackend(() => {
    it('makes tfjs-core alone train a layer', () => {
      tf.tidy(() => {
        const x = tf.ones([1, 3, 3, 1]) as tf.Tensor4D;
        const loss = (w: tf.Tensor) =>
          tf.mean(tf.square(tf.tanh(tf.conv2d(x, w as tf.Tensor4D, 1, 'valid'))));
        const gradient = tf.grad(loss)(tf.fill([3, 3, 1, 1], 0.1));
        const [t, n] = [Math.tanh(0.9), 9];
        expectClose(gradient, Array<number>(n).fill(2 * t * (1 - t * t)));
      });
    });
  });

  it('comes back after tfjs-layers has registered its own, and does not warn', async () => {
    await import('@tensorflow/tfjs-layers');
    expect(ours()).not.toHaveLength(gradientCorrections.length);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    tf.env().set('DEBUG', true); // itself warns that it is on
    warn.mockClear();
    correctGradients();
    expect(warn).not.toHaveBeenCalled();
    expect(ours()).toHaveLength(gradientCorrections.length);
  });

  it('has each kernel once', () => {
    const kernels = gradientCorrections.map(({ kernel }) => kernel);
    expect(new Set(kernels).size).toBe(kernels.length);
  });
});

describe('stopGradient', () => {
  it('is a constant to first and second order', () => {
    const slope = tf.grad((x) => tf.mul(tf.square(x), stopGradient(x)));
    expectClose(slope(tf.scalar(3)), 18);
    expectClose(tf.grad((x) => tf.square(slope(x)))(tf.scalar(3)), 2 * 18 * 6);
  });
});
