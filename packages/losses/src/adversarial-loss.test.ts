import { correctGradients } from '@ikat/ops';
import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { AdversarialLoss } from './adversarial-loss.js';
import { minimax, nonSaturating } from './cross-entropy.js';
import { expectGolden } from './golden-close.js';
import { hinge } from './hinge.js';
import { lsgan } from './lsgan.js';
import { relativistic, relativisticAverage } from './relativistic.js';
import { smoothLabels } from './smooth-labels.js';
import { wasserstein } from './wasserstein.js';

type Side = { value: number; real: GoldenTensor; fake: GoldenTensor };
type GoldenCase = {
  real: GoldenTensor;
  fake: GoldenTensor;
  losses: Record<string, { discriminator: Side; generator: Side }>;
};

const { cases } = readGolden<{ cases: Record<string, GoldenCase> }>(
  new URL('../golden/adversarial.json', import.meta.url),
);

const losses: Record<string, AdversarialLoss> = {
  minimax,
  minimaxSmooth: smoothLabels(minimax, 0.9),
  nonSaturating,
  nonSaturatingSmooth: smoothLabels(nonSaturating, 0.9),
  lsgan,
  lsganSmooth: smoothLabels(lsgan, 0.9),
  wasserstein,
  hinge,
  relativistic,
  relativisticAverage,
};
const relativistics: AdversarialLoss[] = [relativistic, relativisticAverage];

const tables = Object.entries(losses).flatMap(([name, loss]) =>
  Object.entries(cases).map(([scores, golden]) => ({ name, loss, scores, golden })),
);

onEachBackend(() => {
  beforeAll(correctGradients);

  test.each(tables)('$name agrees with PyTorch on $scores', ({ name, loss, golden }) => {
    const [real, fake] = [goldenTensor(golden.real), goldenTensor(golden.fake)];
    const { discriminator, generator } = golden.losses[name]!;

    const d = tf.valueAndGrads((r, f) => loss.discriminator(r!, f!))([real, fake]);
    expectClose(d.value, discriminator.value);
    expectGolden(d.grads[0]!, discriminator.real);
    expectGolden(d.grads[1]!, discriminator.fake);

    if (relativistics.includes(loss)) {
      const g = tf.valueAndGrads((f, r) => loss.generator(f!, r!))([fake, real]);
      expectClose(g.value, generator.value);
      expectGolden(g.grads[0]!, generator.fake);
      expectGolden(g.grads[1]!, generator.real);
    } else {
      const g = tf.valueAndGrad((f) => loss.generator(f))(fake);
      expectClose(g.value, generator.value);
      expectGolden(g.grad, generator.fake);
    }
  });

  test.each(Object.entries(losses))('%s leaves no tensors', async (_, loss) => {
    const scores = tf.zeros([2, 1]);
    await expectNoLeak(() => loss.discriminator(scores, scores));
    await expectNoLeak(() => loss.generator(scores, scores));
    scores.dispose();
  });
});
onEachBackend(() => {
  test.each(Object.entries(losses))('%s gives scalars', (_, loss) => {
    const scores = tf.zeros([2, 3, 3, 1]);
    expect(loss.discriminator(scores, scores).shape).toEqual([]);
    expect(loss.generator(scores, scores).shape).toEqual([]);
  });

  test.each(Object.entries(losses))('%s refuses what is not a tensor', (name, loss) => {
    const label = name.replace('Smooth', '');
    const scores = tf.zeros([1]);
    const missing = undefined as unknown as tf.Tensor;
    const text = 'expected a tensor, got undefined. Wrap numbers in tf.tensor().';
    expect(() => loss.discriminator(missing, scores)).toThrow(`${label}.discriminator: ${text}`);
    expect(() => loss.discriminator(scores, missing)).toThrow(`${label}.discriminator: ${text}`);
    expect(() => loss.generator(missing, scores)).toThrow(`${label}.generator: ${text}`);
  });
}, ['cpu']);
