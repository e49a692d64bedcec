import { StudioError } from '../../rpc/fault.js';
import type { TrainingData, TrainingSettings } from './settings.js';
import type { TrainingRecord } from './training-store.js';

/** Fewer pictures than this teach no style. */
export const FEWEST_PICTURES = 4;

/** A training that has not made a step yet. */
export function newTraining(settings: TrainingSettings, data: TrainingData): TrainingRecord {
  checkSettings(settings);
  checkData(settings, data);
  const started = Date.now();
  return {
    ...{
      id: `${settings.algorithm}-${started.toString(36)}`,
      started,
      saved: 0,
      step: 0,
      seconds: 0,
    },
    ...{ settings, learnsFrom: describe(data), log: [], samples: undefined },
  };
}

function describe(data: TrainingData): TrainingRecord['learnsFrom'] {
  if (data.kind === 'idx') return { idx: data.name };
  return { source: data.source.length, target: data.target.length };
}

function checkData({ batch }: TrainingSettings, data: TrainingData): void {
  if (data.kind === 'idx') return; // read when the training begins
  for (const name of ['source', 'target'] as const) {
    const { length } = data[name];
    const fewest = Math.max(FEWEST_PICTURES, batch);
    if (length >= fewest) continue;
    throw new StudioError(
      'too-few',
      `newTraining: expected at least ${fewest} pictures of the ${name}, got ${length}.`,
    );
  }
}

/** The page's fields have limits, but what comes from outside is checked where it is used. */
function checkSettings(settings: TrainingSettings): void {
  const { batch, learningRate, seed } = settings;
  const size = 'size' in settings ? settings.size : 28;
  const sound =
    Number.isInteger(batch) &&
    batch >= 1 &&
    learningRate > 0 &&
    Number.isInteger(seed) &&
    size % 4 === 0 &&
    size >= 16;
  if (sound) return;
  throw new StudioError(
    'other',
    `newTraining: expected a batch of at least 1, a learning rate above 0, a whole seed and a size that is a multiple of 4 from 16, got ${JSON.stringify(settings)}.`,
  );
}
