import { diffAugment } from '@ikat/data';
import { r1, wganGp } from '@ikat/losses';
import { patchDiscriminator } from '@ikat/models';
import { randomSource } from '@ikat/random';
import { expectNoLeak, onEachBackend } from '@ikat/testing';

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdversarialOptions } from './adversarial-game.js';
import { cycleGanStep } from './cycle-gan-step.js';
import { dualGanStep } from './dual-gan-step.js';
import { fastStyleStep } from './fast-style-step.js';
import { ganStep } from './gan-step.js';
import { networkWeights } from './network-variables.js';
import { optimiseImage } from './optimise-image.js';
import type { FeatureNetwork } from './optimise-image-targets.js';
import type { Compile } from './step-graph.js';
import { bits, type Trained } from './test-bits.js';
import { seededUniformKernel, testCompile } from './test-compile.js';
import { filterFeatures } from './test-features.js';
import {
  cycleNetworks,
  dualNetworks,
  pictures,
  pointNetworks,
  styleNetworks,
} from './test-networks.js';

interface Case<Batch> {
  make(compile: Compile | undefined): Trained<Batch>;
  batch(number: number): Batch;
}

/** The losses of some steps, and all weights and state after them. */
function run<Batch>({ make, batch }: Case<Batch>, compile: Compile | undefined, count: number) {
  const trained = make(compile);
  const losses = Array.from({ length: count }, (_, number) => {
    trained.step.rate = 1 - number / 10;
    const terms = trained.step(batch(number));
    const values = Object.entries(terms).map(
      ([name, term]) => [name, term.dataSync()[0]!] as const,
    );
    tf.dispose(terms);
    return Object.fromEntries(values);
  });
  const after = bits(trained);
  trained.step.dispose();
  return { losses, after };
}

const everything: AdversarialOptions = {
  seed: 5,
  emaDecay: 0.9,
  augment: (images, seed) => diffAugment(images, { seed }),
  penaltyEvery: 2,
};
const unpairedSmall = (number: number) => ({
  a: pictures(number, 1, 8),
  b: pictures(100 + number, 1, 8),
});

const gan: Case<tf.Tensor4D> = {
  make(compile) {
    const networks = pointNetworks({ dropout: true });
    const penalty: AdversarialOptions['penalty'] = (critic, { real, fake, seed }) =>
      wganGp(critic, real, fake, { seed });
    return { networks, step: ganStep(networks, { ...everything, penalty, compile }) };
  },
  batch: (number) => tf.fill([4, 1, 1, 2], number / 4) as tf.Tensor4D,
};

const dual = {
  make(compile: Compile | undefined) {
    const networks = dualNetworks(1, true);
    return { networks, step: dualGanStep(networks, { ...everything, learningSteps: 2, compile }) };
  },
  batch: unpairedSmall,
};

const cycle = {
  make(compile: Compile | undefined) {
    const networks = cycleNetworks(1, true);
    const penalty: AdversarialOptions['penalty'] = (critic, { real }) => r1(critic, real);
    return {
      networks,
      step: cycleGanStep(networks, { ...everything, penalty, poolSize: 1, compile }),
    };
  },
  batch: unpairedSmall,
};

const fastStyle = {
  make(compile: Compile | undefined) {
    const networks = styleNetworks(1, true);
    const aim = { style: pictures(7), features: filterFeatures() };
    const layers = { styleLayers: ['only'], contentLayer: 'only' };
    return { networks, step: fastStyleStep(networks, aim, { ...everything, ...layers, compile }) };
  },
  batch: (number: number) => ({ a: pictures(number), b: pictures(100 + number) }),
};

onEachBackend(() => {
  beforeAll(() => tf.registerKernel(seededUniformKernel));
  afterAll(() => tf.unregisterKernel('SeededUniform', 'cpu'));

  test('ganStep: noise, dropout, augmentation, a lazy penalty, an average, a changing rate', () => {
    const { compile, counts } = testCompile();
    expect(run(gan, compile, 5)).toEqual(run(gan, undefined, 5));
    expect(counts).toEqual({ recorded: 2, replayed: 3 });
  });

  test('dualGanStep, in both phases', () => {
    const { compile, counts } = testCompile();
    expect(run(dual, compile, 4)).toEqual(run(dual, undefined, 4));
    expect(counts).toEqual({ recorded: 2, replayed: 2 });
  });

  test('cycleGanStep, with its pools beside the graphs', () => {
    const { compile, counts } = testCompile();
    expect(run(cycle, compile, 3)).toEqual(run(cycle, undefined, 3));
    expect(counts).toEqual({ recorded: 3, replayed: 3 });
  });

  test('fastStyleStep, against a discriminator', () => {
    const { compile, counts } = testCompile();
    expect(run(fastStyle, compile, 3)).toEqual(run(fastStyle, undefined, 3));
    expect(counts).toEqual({ recorded: 1, replayed: 2 });
  });

  test('networks that assign in their pass: batch norm, spectral norm', () => {
    const judge = { filters: 2, layers: 1, normalisation: 'batch', spectral: true } as const;
    const judging = {
      make(compile: Compile | undefined) {
        const networks = {
          ...dualNetworks(),
          targetDiscriminator: patchDiscriminator({ ...judge, seed: 2 }),
        };
        return { networks, step: dualGanStep(networks, { learningSteps: 0, seed: 5, compile }) };
      },
      batch: (number: number) => ({ a: pictures(number, 2, 8), b: pictures(9 + number, 2, 8) }),
    };
    const { compile, counts } = testCompile();
    expect(run(judging, compile, 3)).toEqual(run(judging, undefined, 3));
    expect(counts).toEqual({ recorded: 1, replayed: 2 });
  });

  test('batches of another size are recorded anew', () => {
    const sized = {
      ...gan,
      batch: (number: number) => tf.fill([number === 1 ? 3 : 4, 1, 1, 2], number) as tf.Tensor4D,
    };
    const { compile, counts } = testCompile();
    expect(run(sized, compile, 4)).toEqual(run(sized, undefined, 4));
    expect(counts).toEqual({ recorded: 3, replayed: 1 });
  });

  test('goes on from a restored state between two runs of a record', () => {
    const { compile } = testCompile();
    const { step, networks } = cycle.make(compile);
    const weights = Object.values(networkWeights(networks));
    const losses = (number: number) =>
      Object.values(step(unpairedSmall(number))).map((term) => term.dataSync()[0]!);
    for (const number of [0, 1]) losses(number);
    const state = step.state();
    const saved = weights.map((x) => x.dataSync().slice());
    const wanted = [2, 3].map(losses);
    step.restore(state);
    for (const [place, x] of weights.entries()) x.assign(tf.tensor(saved[place]!, x.shape));
    expect([2, 3].map(losses)).toEqual(wanted);
    tf.dispose(state.tensors);
    step.dispose();
  });

  test('what a graph must not do is seen: numbers drawn outside it freeze, values are not read', () => {
    const counting = () => {
      let calls = 0;
      return (images: tf.Tensor4D) => tf.add(images, calls++ / 10) as tf.Tensor4D;
    };
    const frozen = (compile: Compile | undefined) => {
      const networks = pointNetworks();
      return { networks, step: ganStep(networks, { seed: 5, augment: counting(), compile }) };
    };
    const runs = [testCompile().compile, undefined].map((compile) =>
      run({ ...gan, make: frozen }, compile, 2),
    );
    expect(runs[0]!.losses[0]).toEqual(runs[1]!.losses[0]);
    expect(runs[0]!.losses[1]).not.toEqual(runs[1]!.losses[1]);
    const reading = ganStep(pointNetworks(), {
      augment: (images) => tf.mul(images, images.dataSync()[0]!),
      compile: testCompile().compile,
    });
    expect(() => reading(gan.batch(1))).toThrow('expected a graph that reads no values');
    reading.dispose();
  });

  test('a compiled step leaks nothing, and frees what it made', async () => {
    const networks = cycleNetworks(1, true);
    const { compile } = testCompile();
    await expectNoLeak(async () => {
      const step = cycleGanStep(networks, { ...everything, poolSize: 1, compile });
      for (const number of [0, 1]) tf.tidy(() => void step(unpairedSmall(number)));
      const batch = unpairedSmall(2);
      await expectNoLeak(() => step(batch));
      tf.dispose(batch);
      step.dispose();
    });
  });

  test('optimiseImage: one record for all shifts of its crop', async () => {
    const filters = tf.tensor4d(randomSource(1).normals(108), [3, 3, 3, 4]);
    const network: FeatureNetwork = {
      layers: ['only'],
      forward: (x) => ({ only: tf.relu(tf.conv2d(x, filters, 2, 'valid')) }),
    };
    const layers = { styleLayers: ['only'], contentLayer: 'only', steps: 10, previewEvery: 1 };
    const [photo, painting] = [pictures(1, 1, 14), pictures(2, 1, 20)];
    const losses = async (compile: Compile | undefined) => {
      const all = [];
      for await (const preview of optimiseImage(photo, painting, network, { ...layers, compile })) {
        all.push(await preview.losses());
      }
      return all;
    };
    const { compile, counts } = testCompile();
    expect(await losses(compile)).toEqual(await losses(undefined));
    expect(counts).toEqual({ recorded: 1, replayed: 9 });
  });
}, ['cpu']);
