import { useWasm } from '@ikat/backend-wasm';
import { randomSource } from '@ikat/random';
import { listCheckpoints } from '@ikat/trainer/web';
import * as tf from '@tensorflow/tfjs-core';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeGate } from './gate.js';
import { newTraining } from './new-training.js';
import type { Pace } from './pace.js';
import { defaultSettings, type Picture, type TrainingData } from './settings.js';
import { type Guard, runTraining, type TrainingEvent } from './training.js';
import { addTraining, keptTrainings, readTraining, type TrainingRecord } from './training-store.js';

beforeAll(() => useWasm());
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const picture = (seed: number): Picture => ({
  name: `${seed}.png`,
  ratio: 1,
  pixels: {
    ...{ width: 16, height: 16, channels: 3 },
    data: Uint8Array.from(randomSource(seed).uniforms(16 * 16 * 3, 0, 255)),
  },
});

const data: TrainingData = {
  kind: 'pictures',
  source: [1, 2, 3, 4].map(picture),
  target: [5, 6, 7, 8].map(picture),
};
const small = { size: 16, filters: 2, blocks: 0 };
const settings = { ...defaultSettings.dual, ...small, learningSteps: 1 };

/** Tells everything after every step, and saves only at the beginning and the end. */
const pace: Pace = { losses: 0, samples: 0, health: 0, save: 1e9 };

const safe: Guard = {
  run: async (work) => ({ lost: false, value: await work(new AbortController().signal) }),
};

async function begin(): Promise<TrainingRecord> {
  const record = newTraining(settings, data);
  await addTraining(record, data);
  return record;
}

interface Course {
  /** Stops after this step. */
  until: number;
  guard?: Guard;
  pace?: Pace;
  gate?: ReturnType<typeof makeGate>;
  onEvent?: (event: TrainingEvent) => void;
}

/** Trains up to a step, and gives all that was told. */
async function run(record: TrainingRecord, { until, onEvent, ...course }: Course) {
  const stop = new AbortController();
  const events: TrainingEvent[] = [];
  const emit = (event: TrainingEvent) => {
    events.push(event);
    onEvent?.(event);
    if (event.kind === 'progress' && event.progress.step >= until) stop.abort();
  };
  const around = { gate: makeGate(), guard: safe, pace, ...course, signal: stop.signal, emit };
  const end = await runTraining({ record, data }, around);
  return { end, events, kinds: events.map(({ kind }) => kind) };
}

const lossesOf = ({ log }: TrainingRecord) => log.map(({ losses }) => losses);

/** What the last checkpoint of a training holds, as a checksum. */
async function weightsOf({ id }: TrainingRecord): Promise<string> {
  const { openDB } = await import('idb');
  const database = await openDB('ikat-checkpoints');
  const { step } = (await listCheckpoints(id)).at(-1)!;
  const { manifest } = await database.get('manifests', [id, step]);
  database.close();
  return manifest.sha256;
}

/** The same four steps without a break. */
async function unbroken() {
  const record = { ...(await begin()), id: 'unbroken' };
  const { end } = await run(record, { until: 4 });
  return { losses: lossesOf(end), weights: await weightsOf(end) };
}

describe('runTraining', () => {
  test('tells losses, samples and health, and keeps all', async () => {
    const before = tf.memory().numTensors;
    const { end, events, kinds } = await run(await begin(), { until: 2 });
    expect(tf.memory().numTensors).toBe(before);
    expect(kinds.slice(0, 3)).toEqual(['begun', 'saved', 'samples']);
    expect(kinds.at(-1)).toBe('saved');
    const told = events.flatMap((event) => (event.kind === 'progress' ? [event.progress] : []));
    expect(told.map(({ step }) => step)).toEqual([1, 2]);
    expect(Object.values(told[0]!.losses).every(Number.isFinite)).toBe(true);
    const health = events.findLast((event) => event.kind === 'health');
    expect(health?.findings[0]).toMatchObject({ kind: 'few', level: 'warning' });
    const samples = events.findLast((event) => event.kind === 'samples')!.samples;
    // Four pictures in three rows of 16 pixels, two between them.
    expect([samples.width, samples.height]).toEqual([4 * 18 - 2, 3 * 18 - 2]);
    expect(samples.data.length).toBe(samples.width * samples.height * 4);
    expect(await readTraining(end.id)).toEqual(end);
    expect((await keptTrainings()).map(({ id, step }) => [id, step])).toEqual([[end.id, 2]]);
  });

  test('goes on to the bit from where it was stopped', async () => {
    const { end: half } = await run(await begin(), { until: 2 });
    const kept = await readTraining(half.id);
    const { end, events } = await run(kept, { until: 4 });
    expect(events[0]).toMatchObject({ kind: 'begun', record: { step: 2 } });
    const whole = await unbroken();
    expect(lossesOf(end)).toEqual(whole.losses);
    expect(await weightsOf(end)).toBe(whole.weights);
  });

  test('trains a CycleGAN as well', async () => {
    const cycle = newTraining({ ...defaultSettings.cyclegan, ...small }, data);
    await addTraining(cycle, data);
    const { end } = await run(cycle, { until: 2 });
    expect(end.log.at(-1)).toMatchObject({ step: 2 });
    expect(Object.keys(lossesOf(end)[0] as object)).toContain('cycleA');
  });

  test('goes on to the bit from the last save when the device is lost', async () => {
    const lose = new AbortController();
    let attempts = 0;
    const guard: Guard = {
      async run(work) {
        attempts++;
        const value = await work(attempts === 1 ? lose.signal : new AbortController().signal);
        return attempts === 1 ? { lost: true } : { lost: false, value };
      },
    };
    const gate = makeGate();
    const { end, events } = await run(await begin(), {
      ...{ until: 4, guard, gate },
      onEvent(event) {
        if (event.kind === 'paused' && event.paused) gate.open();
        if (event.kind !== 'progress' || attempts > 1) return;
        if (event.progress.step === 1) gate.close(); // which saves
        if (event.progress.step === 3) lose.abort();
      },
    });
    const back = events.filter((event) => event.kind === 'recovered');
    expect(back).toEqual([{ kind: 'recovered', step: 1 }]);
    const whole = await unbroken();
    expect(lossesOf(end)).toEqual(whole.losses);
    expect(await weightsOf(end)).toBe(whole.weights);
  });

  test('rests between steps when it is told to, and has saved by then', async () => {
    const gate = makeGate();
    const record = await begin();
    let saved: Promise<TrainingRecord> | undefined;
    const { kinds, end } = await run(record, {
      ...{ until: 3, gate },
      onEvent(event) {
        if (event.kind === 'progress' && event.progress.step === 2) gate.close();
        if (event.kind !== 'paused' || !event.paused) return;
        saved = readTraining(record.id);
        void saved.then(() => gate.open());
      },
    });
    expect((await saved)?.step).toBe(2);
    expect(kinds.filter((kind) => kind === 'paused')).toHaveLength(2);
    expect(end.step).toBe(3);
  });

  test('can be stopped while it rests', async () => {
    const gate = makeGate();
    const stop = new AbortController();
    gate.close();
    const emit = (event: TrainingEvent) => {
      if (event.kind === 'paused' && event.paused) stop.abort();
    };
    const around = { signal: stop.signal, emit, gate, guard: safe, pace };
    const end = await runTraining({ record: await begin(), data }, around);
    expect(end.step).toBe(1);
  });

  test('lets messages through after every step', async () => {
    let heard = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      heard++;
    };
    await run(await begin(), {
      until: 3,
      onEvent: (event) => event.kind === 'progress' && port2.postMessage(0),
    });
    port1.close();
    expect(heard).toBeGreaterThanOrEqual(2);
  });
});

describe('newTraining', () => {
  test('refuses too few pictures and settings that cannot be', () => {
    const few = { ...data, target: data.target.slice(1) };
    expect(() => newTraining(settings, few)).toThrow(
      'newTraining: expected at least 4 pictures of the target, got 3.',
    );
    expect(() => newTraining({ ...settings, size: 30 }, data)).toThrow(/multiple of 4/);
  });
});
