import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendInfo } from '@ikat/backend-wasm';
import { writeGrid } from '@ikat/data/node';
import { saveModel } from '@ikat/models/node';
import { isDivergence, train } from '@ikat/trainer';
import {
  listCheckpoints,
  loadCheckpoint,
  type RunFolder,
  runFolder,
  saveCheckpoint,
} from '@ikat/trainer/node';
import * as tf from '@tensorflow/tfjs-core';
import type { Output } from '../output.js';
import type { Progress } from '../progress.js';
import type { TrainingJob } from './job.js';
import { lossLog } from './loss-log.js';
import { beginningOf, writeRunReport } from './run-report.js';
import type { TrainingSettings } from './settings.js';

/** How long and where a run goes, apart from what it is set to. */
export interface RunLimits {
  out: string;
  resume: boolean;
  /** Total number of steps, those before a resume included. */
  steps: number | undefined;
  /** Seconds that this command may train. */
  seconds: number | undefined;
  /** Seconds between checkpoints. */
  checkpointEvery: number;
}

/** What a run came to. */
export interface RunResult {
  out: string;
  step: number;
  /** False when it was interrupted. */
  finished: boolean;
  /** Seconds of training. */
  seconds: number;
  losses: Record<string, number>;
  models: string[];
  report: string;
}

const FIRST_SAMPLE = 20;
const SAMPLE_GROWTH = 1.6;

interface Context<Batch> {
  job: TrainingJob<Batch>;
  settings: TrainingSettings;
  limits: RunLimits;
  folder: RunFolder;
  output: Output;
}

/** Trains into a run folder until the limits are reached or the signal says stop. */
export async function runTraining<Batch>(
  settings: TrainingSettings,
  limits: RunLimits,
  {
    job,
    output,
    backend,
    signal,
  }: { job: TrainingJob<Batch>; output: Output; backend: BackendInfo; signal: AbortSignal },
): Promise<RunResult> {
  const folder = await runFolder(limits.out, {
    config: { ...settings, backend, started: await beginningOf(limits) },
  });
  try {
    const context = { job, settings, limits, folder, output };
    const started = performance.now();
    await (limits.resume ? takeUp(context) : beginAnew(folder));
    const losses = await trainLoop(context, signal);
    const seconds = (performance.now() - started) / 1000;
    const models = await saveModels(context);
    const report = await writeRunReport(folder.path, job);
    const finished = !signal.aborted;
    return { out: limits.out, step: job.step.steps, finished, seconds, losses, models, report };
  } finally {
    await folder.close();
    job.dispose();
    job.step.dispose();
  }
}

/** A new run is not begun over an old one. */
export async function refuseOldRun({ out, resume }: RunLimits): Promise<void> {
  const { checkpoints } = await listCheckpoints(out);
  if (!resume && checkpoints.length > 0) {
    throw new Error(
      `train: expected an empty run folder, got ${out} with a run up to step ` +
        `${checkpoints.at(-1)!.step}. Add --resume to go on with it, or choose another --out.`,
    );
  }
}

/** Removes what a run that never reached a checkpoint has left. */
async function beginAnew(folder: RunFolder): Promise<void> {
  await folder.rewindLog(0);
  await rm(folder.samples, { recursive: true, force: true });
  await mkdir(folder.samples);
}

async function takeUp<Batch>({ job, settings, limits, folder, output }: Context<Batch>) {
  const { networks, step } = job;
  const config = savedConfig(settings, job);
  const loaded = await loadCheckpoint(folder.path, { networks, step, config });
  await folder.rewindLog(loaded.step);
  for (const path of loaded.ignored) output.warn(`Passed over the half-written ${path}.`);
  output.say(`Going on from step ${loaded.step}.`);
  if (limits.steps !== undefined && loaded.step >= limits.steps) {
    output.warn(
      `Nothing to train: the run is at step ${loaded.step}, --steps ${limits.steps} or more is reached.`,
    );
  }
}

/** What a resumed run must have in common with the saved one: all but the learning rate. */
function savedConfig<Batch>(
  { learningRate: _, ...settings }: TrainingSettings,
  job: TrainingJob<Batch>,
) {
  return { ...settings, trainedOn: job.trainedOn.map(({ name, hash }) => ({ name, hash })) };
}

async function trainLoop<Batch>(context: Context<Batch>, signal: AbortSignal) {
  const { job, limits, folder, output } = context;
  const startStep = job.step.steps;
  const progress = startProgress(limits, output);
  let [nextSample, nextSave] = [FIRST_SAMPLE, limits.checkpointEvery];
  while (nextSample <= startStep) nextSample *= SAMPLE_GROWTH;
  const log = lossLog(folder);
  if (startStep === 0) await saveSample(context);
  try {
    const { schedule } = job;
    const options = { steps: limits.steps, seconds: limits.seconds, startStep, signal, schedule };
    for await (const made of train(job.step, job.batches, options)) {
      const { step, seconds, losses } = made;
      await log.note(made);
      if (step >= nextSample) {
        nextSample = step * SAMPLE_GROWTH;
        await saveSample(context);
      }
      if (seconds >= nextSave) {
        nextSave = seconds + limits.checkpointEvery;
        await losses(); // throws rather than save a state that is not finite
        await save(context);
      }
      progress.update(limits.seconds === undefined ? step : seconds, note(step, log.losses));
    }
    await log.end();
  } catch (error) {
    progress.stop();
    tellSkipped(context);
    throw await explain(error, context);
  }
  progress.stop();
  tellSkipped(context);
  await save(context);
  await saveSample(context);
  return log.losses;
}

const SKIPPED_TOLD = 5;

function tellSkipped<Batch>({ job, output }: Context<Batch>): void {
  const skipped = job.batches.skipped ?? [];
  if (skipped.length === 0) return;
  output.event('skipped', { files: skipped });
  for (const { file, reason } of skipped.slice(0, SKIPPED_TOLD)) {
    output.warn(`Left out ${file}: ${reason}`);
  }
  output.warn(`Left out ${skipped.length} pictures that cannot be read.`);
}

function startProgress({ steps, seconds }: RunLimits, output: Output): Progress {
  if (seconds !== undefined) return output.progress('Training', seconds, 's');
  return output.progress('Training', steps ?? 0, 'steps');
}

const note = (step: number, losses: Record<string, number>) =>
  `step ${step}  ${Object.entries(losses)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`)
    .join('  ')}`;

/** A divergence is not saved over the last good checkpoint; the error says where that is. */
async function explain<Batch>(error: unknown, { limits }: Context<Batch>): Promise<unknown> {
  if (!isDivergence(error)) return error;
  const { checkpoints } = await listCheckpoints(limits.out);
  const good = checkpoints.at(-1);
  const kept = good
    ? `The last good checkpoint is ${good.path}: go on from it with --resume and a lower --learning-rate.`
    : 'No checkpoint was written before it: begin again with a lower --learning-rate.';
  return new Error(`${error.message} ${kept}`, { cause: error });
}

async function save<Batch>({ job, settings, folder }: Context<Batch>): Promise<void> {
  const { networks, step } = job;
  const config = savedConfig(settings, job);
  await saveCheckpoint(folder.path, { networks, step, config });
}

/** Runs with the averaged generators, if the run keeps an average. */
function averaged<Batch, Result>(job: TrainingJob<Batch>, run: () => Result): Result {
  return job.average && job.step.steps > 0 ? job.average.during(run) : run();
}

async function saveSample<Batch>({ job, folder }: Context<Batch>): Promise<void> {
  const images = averaged(job, () => job.sample());
  try {
    const name = `${String(job.step.steps).padStart(6, '0')}.png`;
    await writeGrid(images, join(folder.samples, name), { columns: job.columns });
  } finally {
    images.dispose();
  }
}

async function saveModels<Batch>(context: Context<Batch>): Promise<string[]> {
  const { job, folder, settings, limits } = context;
  return averaged(job, async () => {
    const saved = [];
    for (const [name, network] of Object.entries(job.networks)) {
      await saveModel(network, join(folder.path, 'models', name), {
        description: job.descriptions()[name],
        preprocessing: `RGB in [-1, 1]; ${settings.algorithm} run of ${job.step.steps} steps`,
        trainedOn: job.trainedOn,
        versions: { '@tensorflow/tfjs-core': tf.version_core },
      });
      saved.push(join(limits.out, 'models', name));
    }
    return saved;
  });
}
