import { deleteCheckpoints } from '@ikat/trainer/web';
import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../rpc/fault.js';
import type { CallContext } from '../../rpc/serve.js';
import { startBackend } from '../backend.js';
import { type Gate, makeGate } from './gate.js';
import { newTraining } from './new-training.js';
import type { TrainingData, TrainingSettings } from './settings.js';
import { type Guard, runTraining, type TrainingEvent } from './training.js';
import {
  addTraining,
  readTraining,
  readTrainingData,
  removeTraining,
  type TrainingRecord,
} from './training-store.js';

/** What to train: something new, or what the browser keeps. */
export type TrainRequest = { settings: TrainingSettings; data: TrainingData } | { id: string };

let active: { id: string; gate: Gate } | undefined;

/** Trains until the call is cancelled; the training is kept all along. */
export async function trainNow(
  request: TrainRequest,
  { signal, emit }: CallContext<TrainingEvent>,
): Promise<TrainingRecord> {
  if (active) throw new StudioError('other', 'trainNow: expected no training, got a second one.');
  await startBackend();
  const training = await openTraining(request);
  const { id } = training.record;
  const gate = makeGate();
  active = { id, gate };
  try {
    return await locked(id, async () => {
      const { guard, dispose } = await makeGuard();
      return runTraining(training, { signal, emit, gate, guard }).finally(dispose);
    });
  } finally {
    active = undefined;
  }
}

/** Lets the training rest, or go on. */
export async function pauseTraining(paused: boolean): Promise<void> {
  if (paused) active?.gate.close();
  else active?.gate.open();
}

/** Forgets a training and all of its checkpoints. */
export const discardTraining = (id: string): Promise<void> =>
  locked(id, async () => {
    await deleteCheckpoints(id);
    await removeTraining(id);
  });

async function openTraining(request: TrainRequest) {
  if ('id' in request) {
    const { id } = request;
    return { record: await readTraining(id), data: await readTrainingData(id) };
  }
  const { settings, data } = request;
  const record = newTraining(settings, data);
  await addTraining(record, data);
  return { record, data };
}

/** Two pages must not go on with one training, nor one discard what another goes on with. */
async function locked<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  if (navigator.locks === undefined) return work();
  return navigator.locks.request(`ikat-${id}`, { ifAvailable: true }, async (lock) => {
    if (lock !== null) return work();
    throw new StudioError('in-use', `training: expected ${id} at rest, got it in another page.`);
  });
}

/** Only a graphics processor can be taken away. */
async function makeGuard(): Promise<{ guard: Guard; dispose: () => void }> {
  if (!tf.getBackend().startsWith('webg')) {
    const { signal } = new AbortController();
    const run: Guard['run'] = async (work) => ({ lost: false, value: await work(signal) });
    return { guard: { run }, dispose: () => {} };
  }
  const { guardContext } = await import('@ikat/backend-webgl');
  const guard = guardContext();
  return { guard, dispose: () => guard.dispose() };
}
