import { mlpDiscriminator, mlpGenerator, patchDiscriminator, resnetGenerator } from '@ikat/models';
import { trainingBackends, useTestBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { cycleGanStep } from './cycle-gan-step.js';
import { ganStep } from './gan-step.js';
import { networkWeights } from './network-variables.js';
import { pictures } from './test-networks.js';
import type { TrainStep } from './train-step.js';

// Training on ONNX Runtime (in a browser: on WebGL and WebAssembly) is training on the cpu backend: the
// same three steps of both.
//
// Adam's first moves are the learning rate times the sign of the gradient, whatever its size: an
// element whose gradient is rounding noise moves by chance, by up to twice that. Biases ahead of an
// instance norm are such elements, because their true gradient is 0; so is now and then an element
// of a filter, and one of 9216 that went the other way changed the next loss by 1e-4 on the cpu
// backend too. So each step starts from the cpu backend's weights and moments on both sides, and
// every gradient is compared.

interface Training {
  step: TrainStep<never>;
  networks: Record<string, LayersModel>;
  batch(number: number): unknown;
}

type Numbers = Record<string, Float32Array>;
type Backend = (typeof trainingBackends)[number];

interface Snapshot {
  weights: Numbers;
  tensors: Numbers;
  shapes: Record<string, number[]>;
  values: Record<string, unknown>;
}

const STEPS = 3;

function snapshot({ step, networks }: Training): Snapshot {
  const { tensors, values } = step.state();
  const read = (all: Record<string, tf.Tensor>) =>
    Object.fromEntries(
      Object.entries(all).map(([name, x]) => [name, x.dataSync<'float32'>().slice()]),
    );
  const shapes = Object.fromEntries(Object.entries(tensors).map(([name, x]) => [name, x.shape]));
  const found = { weights: read(networkWeights(networks)), tensors: read(tensors), shapes, values };
  tf.dispose(tensors);
  return found;
}

function adopt({ step, networks }: Training, { weights, tensors, shapes, values }: Snapshot) {
  tf.tidy(() => {
    for (const [name, variable] of Object.entries(networkWeights(networks))) {
      variable.assign(tf.tensor(weights[name]!, variable.shape));
    }
    const restored = Object.entries(tensors).map(([name, x]) => [name, tf.tensor(x, shapes[name])]);
    step.restore({ tensors: Object.fromEntries(restored), values });
  });
}

function train({ step, batch }: Training, number: number): Record<string, number> {
  const images = batch(number);
  const losses = step(images as never) as Record<string, tf.Scalar>;
  const values = Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()[0]!]);
  tf.dispose([losses, images as never]);
  return Object.fromEntries(values);
}

/** Each step of the cpu backend: what it started from, and what it made of it. */
function reference(training: Training) {
  return Array.from({ length: STEPS }, (_, number) => {
    const before = snapshot(training);
    const losses = train(training, number);
    return { before, losses, after: snapshot(training) };
  });
}

const largest = (numbers: Float32Array) =>
  numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);

/** The first moments, which move by the gradient, under the name of their weight. */
const moments = ({ tensors }: Snapshot) =>
  Object.entries(tensors).filter(([name]) => name.includes('/first/'));

function expectSameStep(got: Snapshot, wanted: Snapshot): void {
  expect(moments(wanted).length).toBeGreaterThan(4);
  const scale = Math.max(...moments(wanted).map(([, x]) => largest(x)));
  for (const [name, moment] of moments(wanted)) {
    const other = got.tensors[name]!;
    const worst = largest(moment.map((number, i) => number - other[i]!));
    expect(worst / scale, `gradient of ${name}`).toBeLessThan(1e-4);
  }
}

const references = new Map<() => Training, ReturnType<typeof reference>>();

async function referenceOf(make: () => Training): Promise<ReturnType<typeof reference>> {
  const known = references.get(make);
  if (known) return known;
  await useTestBackend('cpu');
  const cpu = make();
  const steps = reference(cpu);
  cpu.step.dispose();
  references.set(make, steps);
  return steps;
}

async function compare(backend: Backend, make: () => Training): Promise<void> {
  const steps = await referenceOf(make);
  await useTestBackend(backend);
  const engine = make();
  for (const [number, { before, losses, after }] of steps.entries()) {
    adopt(engine, before);
    const found = train(engine, number);
    for (const [name, loss] of Object.entries(losses)) {
      const error = Math.abs(found[name]! - loss) / Math.abs(loss);
      expect(error, `${name} in step ${number + 1}`).toBeLessThan(1e-5);
    }
    expectSameStep(snapshot(engine), after);
  }
  engine.step.dispose();
}

const gan = (): Training => {
  const networks = {
    generator: mlpGenerator({ seed: 1 }),
    discriminator: mlpDiscriminator({ seed: 2 }),
  };
  const batch = (number: number) => tf.mean(pictures(number, 8, 28), 3, true);
  return { networks, batch, step: ganStep(networks, { seed: 3 }) as TrainStep<never> };
};

const cycleGan = (count: number, size: number, layers: number) => (): Training => {
  const generator = (seed: number) => resnetGenerator({ filters: 4, blocks: 1, seed });
  const discriminator = (seed: number) => patchDiscriminator({ filters: 4, layers, seed });
  const networks = {
    generatorAB: generator(1),
    generatorBA: generator(2),
    discriminatorA: discriminator(3),
    discriminatorB: discriminator(4),
  };
  const batch = (number: number) => ({
    a: pictures(number, count, size),
    b: pictures(number + 100, count, size),
  });
  return { networks, batch, step: cycleGanStep(networks, { seed: 5 }) as TrainStep<never> };
};

const onePicture = cycleGan(1, 32, 3);
const twoPictures = cycleGan(2, 16, 1);

describe.each(trainingBackends)('training on %s is training on the cpu backend', (backend) => {
  test("the source's GAN, with dropout", () => compare(backend, gan));
  test('CycleGAN, one picture', () => compare(backend, onePicture));
  test('CycleGAN, two pictures', () => compare(backend, twoPictures));

  test('three steps of the GAN that follow each other have the same losses', async () => {
    const losses = async (on: 'cpu' | Backend) => {
      await useTestBackend(on);
      const training = gan();
      const all = Array.from({ length: STEPS }, (_, number) => train(training, number));
      training.step.dispose();
      return all;
    };
    const [wanted, got] = [await losses('cpu'), await losses(backend)];
    for (const [number, step] of wanted.entries()) {
      for (const [name, loss] of Object.entries(step)) {
        expect(Math.abs(got[number]![name]! / loss - 1), `${name} ${number}`).toBeLessThan(1e-5);
      }
    }
  });
});
