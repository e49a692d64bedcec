import { type Finding, type TrainProgress, train, trainingHealth } from '@ikat/trainer';
import { isStorageFull, loadCheckpoint, saveCheckpoint } from '@ikat/trainer/web';
import { moved } from '../../rpc/moved.js';
import type { Gate } from './gate.js';
import { makeJob, type TrainingJob } from './job.js';
import { every, logged, type Pace, speedometer, stopwatch, usualPace } from './pace.js';
import { type SamplePixels, samplePixels } from './sample-pixels.js';
import type { TrainingData } from './settings.js';
import { type TrainingRecord, updateTraining } from './training-store.js';

/** What a training tells on its way. */
export type TrainingEvent =
  | { kind: 'begun'; record: TrainingRecord; parameters: number }
  | { kind: 'progress'; progress: TrainingProgress }
  | { kind: 'samples'; samples: SamplePixels }
  | { kind: 'health'; findings: Finding[] }
  | { kind: 'paused'; paused: boolean }
  | { kind: 'saved'; step: number; saved: number }
  | { kind: 'unsaved'; message: string }
  | { kind: 'recovered'; step: number };

export interface TrainingProgress {
  step: number;
  seconds: number;
  stepsPerSecond: number;
  losses: Record<string, number>;
}

/** Work that survives a lost device: `guardContext` of `@ikat/backend-webgl` makes one. */
export interface Guard {
  run<T>(
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ lost: false; value: T } | { lost: true }>;
}

/** What a training has around it. */
export interface Surroundings {
  /** Stops it; all is saved then. */
  signal: AbortSignal;
  emit: (event: TrainingEvent) => void;
  /** Closed while it is to rest. */
  gate: Gate;
  guard: Guard;
  pace?: Pace;
}

/**
 * Trains from where the last checkpoint stands until it is told to stop, and saves as it goes. When
 * the device is lost, it goes on from the last checkpoint.
 *
 * @returns the training as it is kept then
 */
export async function runTraining(
  { record, data }: { record: TrainingRecord; data: TrainingData },
  around: Surroundings,
): Promise<TrainingRecord> {
  let kept = record;
  const work = async (lost: AbortSignal) => {
    const job = await makeJob(record.settings, data);
    const signal = AbortSignal.any([around.signal, lost]);
    const keep = (now: TrainingRecord) => {
      kept = { ...now };
    };
    const session = { job, state: { ...kept }, keep, lost, around: { ...around, signal } };
    // Without the device there is nothing left to free.
    await trainJob(session).finally(() => lost.aborted || job.dispose());
  };
  for (;;) {
    const { lost } = await around.guard.run(work);
    if (!lost) return kept;
    around.emit({ kind: 'recovered', step: kept.step });
  }
}

interface Session {
  job: TrainingJob<unknown>;
  /** The training as it stands now. */
  state: TrainingRecord;
  /** Called with what was saved. */
  keep: (record: TrainingRecord) => void;
  /** Aborted when the device is lost: nothing can be saved then. */
  lost: AbortSignal;
  around: Surroundings;
}

async function trainJob(session: Session): Promise<void> {
  const { job, state, around } = session;
  const { signal, gate } = around;
  await takeUp(session);
  const watch = stopwatch();
  const tell = teller(session);
  for await (const { step, losses } of train(job.step, job.batches, { signal, checkEvery: 20 })) {
    Object.assign(state, { step, seconds: state.seconds + watch.lap() });
    await tell(losses);
    if (gate.closed) {
      await losses(); // throws rather than keep a state that is not finite
      await rest(session);
      watch.lap(); // time at rest does not count
    }
  }
  if (session.lost.aborted) return;
  await tellSamples(session);
  await save(session);
}

/** Goes to the last checkpoint, or makes the first one. */
async function takeUp(session: Session): Promise<void> {
  const { job, state, around } = session;
  const { networks, step } = job;
  if (state.saved > 0) {
    const { step: at } = await loadCheckpoint(state.id, {
      ...{ networks, step, config: state.settings },
    });
    const log = state.log.filter((entry) => Number(entry.step) <= at);
    Object.assign(state, { step: at, log });
  }
  const parameters = Object.values(networks).reduce((sum, it) => sum + it.countParams(), 0);
  around.emit({ kind: 'begun', record: { ...state }, parameters });
  if (state.saved === 0) await save(session);
  await tellSamples(session);
}

/** Tells what there is to tell after a step, each at its own pace. */
function teller(session: Session) {
  const { state, around } = session;
  const { emit, pace = usualPace } = around;
  const due = {
    losses: every(pace.losses),
    samples: every(pace.samples),
    health: every(pace.health),
    save: every(pace.save),
  };
  const speed = speedometer({ step: state.step, seconds: state.seconds });
  return async (losses: TrainProgress['losses']) => {
    const { step, seconds } = state;
    if (due.losses()) {
      const values = await losses();
      state.log = logged(state.log, { step, losses: values });
      const stepsPerSecond = speed.at(step, seconds);
      emit({ kind: 'progress', progress: { step, seconds, stepsPerSecond, losses: values } });
    }
    if (due.samples()) await tellSamples(session);
    if (due.health()) emit({ kind: 'health', findings: trainingHealth(state.log) });
    if (due.save()) {
      await losses(); // throws rather than keep a state that is not finite
      await save(session);
    }
  };
}

async function rest(session: Session): Promise<void> {
  const { emit, gate, signal } = session.around;
  await tellSamples(session);
  await save(session);
  emit({ kind: 'paused', paused: true });
  await gate.passed(signal);
  emit({ kind: 'paused', paused: false });
}

async function tellSamples({ job, state, around }: Session): Promise<void> {
  const images =
    job.average && job.step.steps > 0 ? job.average.during(() => job.sample()) : job.sample();
  try {
    const { width, height, data } = await samplePixels(images, job.columns);
    state.samples = { width, height, data: data.slice() };
    const event: TrainingEvent = { kind: 'samples', samples: { width, height, data } };
    around.emit(moved(event, [data.buffer]));
  } finally {
    images.dispose();
  }
}

/** Saves all; without room for it, the training goes on unsaved. */
async function save({ job, state, around, keep }: Session): Promise<void> {
  const { networks, step } = job;
  try {
    await saveCheckpoint(state.id, { networks, step, config: state.settings });
    const saved = Date.now();
    await updateTraining({ ...state, saved });
    state.saved = saved;
    keep(state);
    around.emit({ kind: 'saved', step: state.step, saved });
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    around.emit({ kind: 'unsaved', message: error.message });
  }
}
