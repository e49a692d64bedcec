import type { Finding } from '@ikat/trainer';
import { signal } from '@preact/signals';
import type { SamplePixels } from '../../worker/train/sample-pixels.js';
import type { Algorithm } from '../../worker/train/settings.js';
import type { TrainRequest } from '../../worker/train/train.js';
import type { TrainingEvent, TrainingProgress } from '../../worker/train/training.js';
import type { TrainingRecord } from '../../worker/train/training-store.js';
import { call, ensureBackend } from '../../worker-client.js';
import { type LossEntry, logEntry } from './loss-log.js';
import { trainingData, trainingSettings } from './set-up-state.js';

export type Stage = 'starting' | 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped';

/** A training that goes on in the worker, or has just ended. */
export interface Course {
  stage: Stage;
  algorithm: Algorithm;
  /** As it was when it began or was taken up. */
  record: TrainingRecord | undefined;
  parameters: number;
  progress: TrainingProgress | undefined;
  saved: { step: number; at: number } | undefined;
  /** Why it is not kept, if it is not. */
  unsaved: string | undefined;
  /** The step from which it went on after the device was lost. */
  recovered: number | undefined;
}

// The training lives here, not in the room: it goes on while the visitor is in another room.
export const course = signal<Course | undefined>(undefined);
export const lossLog = signal<readonly LossEntry[]>([]);
export const samples = signal<SamplePixels | undefined>(undefined);
export const health = signal<readonly Finding[]>([]);
export const kept = signal<readonly TrainingRecord[]>([]);
export const problem = signal<unknown>(undefined);

let stopping: AbortController | undefined;

const change = (part: Partial<Course>) => {
  if (course.value) course.value = { ...course.value, ...part };
};

/** Looks up the trainings that the browser keeps. */
export async function refreshKept(): Promise<void> {
  await attempt(async () => {
    kept.value = await call('keptTrainings', undefined);
  });
}

/** Begins what is set up. */
export const beginTraining = () =>
  attempt(async () => {
    const settings = trainingSettings.value;
    await follow({ settings, data: await trainingData() }, settings.algorithm);
  });

/** Goes on with a training that the browser keeps. */
export const resumeTraining = ({ id, settings }: TrainingRecord) =>
  attempt(() => follow({ id }, settings.algorithm));

/** Forgets a training. */
export const discardTraining = (id: string) =>
  attempt(async () => {
    await call('discardTraining', id);
    await refreshKept();
  });

/** Lets the training rest after the step that it is at, or go on. */
export async function pauseTraining(pause: boolean): Promise<void> {
  if (pause) change({ stage: 'pausing' });
  await call('pauseTraining', pause);
}

/** Stops the training; it is saved first. */
export function stopTraining(): void {
  change({ stage: 'stopping' });
  stopping?.abort();
}

/** Leaves a training that has stopped, for another one. */
export async function leaveCourse(): Promise<void> {
  course.value = undefined;
  await refreshKept();
}

async function attempt(work: () => Promise<void>): Promise<void> {
  problem.value = undefined;
  try {
    await work();
  } catch (error) {
    problem.value = error;
  }
}

async function follow(request: TrainRequest, algorithm: Algorithm): Promise<void> {
  stopping = new AbortController();
  [lossLog.value, samples.value, health.value] = [[], undefined, []];
  course.value = {
    ...{ stage: 'starting', algorithm, record: undefined, parameters: 0, progress: undefined },
    ...{ saved: undefined, unsaved: undefined, recovered: undefined },
  };
  try {
    await ensureBackend();
    void navigator.storage?.persist?.();
    // A training that is stopped ends well, with its last save.
    const record = await call('train', request, { signal: stopping.signal, onEvent: hear });
    change({ stage: 'stopped', record });
  } catch (error) {
    if (course.value?.record) change({ stage: 'stopped' });
    else course.value = undefined;
    await refreshKept();
    throw error;
  }
}

/** The losses come now and then only; a save knows the step. */
function showStep(step: number): void {
  const { progress } = course.value ?? {};
  if (progress) change({ progress: { ...progress, step } });
}

/** What each event changes. */
function hear(event: TrainingEvent): void {
  switch (event.kind) {
    case 'begun':
      lossLog.value = event.record.log.map(logEntry);
      change({ stage: 'running', record: event.record, parameters: event.parameters });
      break;
    case 'progress':
      lossLog.value = [...lossLog.value, event.progress];
      change({ progress: event.progress });
      break;
    case 'samples':
      samples.value = event.samples;
      break;
    case 'health':
      health.value = event.findings;
      break;
    case 'paused':
      change({ stage: event.paused ? 'paused' : 'running' });
      break;
    case 'saved':
      change({ saved: { step: event.step, at: event.saved }, unsaved: undefined });
      showStep(event.step);
      break;
    case 'unsaved':
      change({ unsaved: event.message });
      break;
    case 'recovered':
      change({ recovered: event.step });
      break;
  }
}
