import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { dualGanStep } from './dual-gan-step.js';
import { networkVariables } from './network-variables.js';
import { dualNetworks, pictures, unpaired } from './test-networks.js';

const weightsOf = (networks: ReturnType<typeof dualNetworks>) => {
  const sums = {
    sourceGenerator: 0,
    sourceDiscriminator: 0,
    targetGenerator: 0,
    targetDiscriminator: 0,
  };
  for (const name of Object.keys(sums) as (keyof typeof sums)[]) {
    for (const x of Object.values(networkVariables({ it: networks[name] }))) {
      sums[name] += tf.tidy(() => tf.sum(tf.abs(x)).dataSync()[0]!);
    }
  }
  return sums;
};

onEachBackend(() => {
  test('trains both GANs while it learns, and lets the source discriminator rest after', async () => {
    const networks = dualNetworks();
    const step = dualGanStep(networks, { learningSteps: 1, emaDecay: 0.9 });
    const batch = unpaired(1);
    const start = weightsOf(networks);
    await expectNoLeak(() => step(batch));
    const learned = weightsOf(networks);
    for (const name of Object.keys(start) as (keyof typeof start)[]) {
      expect(learned[name], name).not.toBe(start[name]);
    }
    await expectNoLeak(() => step(batch));
    const transferred = weightsOf(networks);
    expect(transferred.sourceDiscriminator).toBe(learned.sourceDiscriminator);
    for (const name of ['sourceGenerator', 'targetGenerator', 'targetDiscriminator'] as const) {
      expect(transferred[name], name).not.toBe(learned[name]);
    }
    step.dispose();
  });

  test('reports the same losses in both phases', () => {
    const step = dualGanStep(dualNetworks(), { learningSteps: 1 });
    const [learning, transfer] = [step(unpaired(1)), step(unpaired(2))];
    const names = [
      'content',
      'reproduction',
      'sourceDiscriminator',
      'sourceGenerator',
      'style',
      'targetDiscriminator',
      'targetGenerator',
      'transfer',
    ];
    expect(Object.keys(learning).sort()).toEqual(names);
    expect(Object.keys(transfer).sort()).toEqual(names);
    step.dispose();
  });
}, ['wasm']);

onEachBackend(() => {
  const after = (options: Parameters<typeof dualGanStep>[1], steps = 15) => {
    const step = dualGanStep(dualNetworks(), { learningSteps: 0, learningRate: 2e-3, ...options });
    let values = { style: 0, content: 0 };
    for (let i = 0; i < steps; i++) {
      const { style, content } = step({ a: pictures(i % 3, 1, 8), b: pictures(9, 1, 8) });
      values = { style: style.dataSync()[0]!, content: content.dataSync()[0]! };
    }
    step.dispose();
    return values;
  };

  test('draws G(x) to G_target(x) by the style weight, to x by the content weight', () => {
    const none = after({ styleWeight: 0, contentWeight: 0 });
    const styled = after({ styleWeight: 50, contentWeight: 0 });
    const held = after({ styleWeight: 0, contentWeight: 200 });
    expect(styled.style).toBeLessThan(none.style * 0.7);
    expect(held.content).toBeLessThan(none.content * 0.9);
  });

  test('holds G_target by its own weight, and G to x while it learns', () => {
    const content = (made: tf.Tensor4D, original: tf.Tensor4D) =>
      tf.mean(tf.squaredDifference(made, original)) as tf.Scalar;
    const measured = (weight: number) => {
      const networks = dualNetworks();
      const step = dualGanStep(networks, {
        ...{ learningSteps: 99, learningRate: 2e-3, contentWeight: 0, content },
        ...{ targetContentWeight: weight, reproductionWeight: weight },
      });
      const batch = { a: pictures(1, 1, 8), b: pictures(9, 1, 8) };
      let reproduction = 0;
      for (let i = 0; i < 15; i++) reproduction = step(batch).reproduction.dataSync()[0]!;
      const made = networks.targetGenerator.predict(batch.a) as tf.Tensor4D;
      step.dispose();
      return { reproduction, target: content(made, batch.a).dataSync()[0]! };
    };
    const [free, held] = [measured(0), measured(100)];
    expect(held.target).toBeLessThan(free.target * 0.95);
    expect(held.reproduction).toBeLessThan(free.reproduction * 0.95);
  });

  test('takes another content loss', () => {
    let calls = 0;
    const content = (made: tf.Tensor4D, original: tf.Tensor4D) => {
      calls++;
      return tf.mean(tf.squaredDifference(made, original)) as tf.Scalar;
    };
    const step = dualGanStep(dualNetworks(), { content });
    step(unpaired(1));
    expect(calls).toBe(2); // for G and for G_target
    step.dispose();
  });

  test('refuses batches and weights that do not fit', () => {
    const step = dualGanStep(dualNetworks());
    const [a, b] = [pictures(1), tf.zeros([1, 16, 16, 1]) as tf.Tensor4D];
    expect(() => step({ a, b })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: dualGanStep: b: expected images [any,any,any,3], got [1,16,16,1]. Resize or crop them, or make the network for this size.]`,
    );
    expect(() =>
      dualGanStep(dualNetworks(), { styleWeight: Number.NaN }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: dualGanStep: styleWeight: expected a number of at least 0, got NaN.]`,
    );
    step.dispose();
  });
}, ['wasm']);
