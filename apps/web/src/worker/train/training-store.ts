import type { LogEntry } from '@ikat/trainer';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { StudioError } from '../../rpc/fault.js';
import type { SamplePixels } from './sample-pixels.js';
import type { TrainingData, TrainingSettings } from './settings.js';

/** A training as the browser keeps it, beside its checkpoints. */
export interface TrainingRecord {
  id: string;
  /** Milliseconds since 1970. */
  started: number;
  saved: number;
  /** Steps made at the last save. */
  step: number;
  /** Seconds of training up to there. */
  seconds: number;
  settings: TrainingSettings;
  /** What it learns from, in short: the names of files, or their numbers. */
  learnsFrom: { idx?: string; source?: number; target?: number };
  log: LogEntry[];
  samples: SamplePixels | undefined;
}

interface TrainingSchema extends DBSchema {
  trainings: { key: string; value: TrainingRecord };
  data: { key: string; value: TrainingData };
}

async function open(): Promise<IDBPDatabase<TrainingSchema>> {
  return openDB<TrainingSchema>('ikat-trainings', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('trainings', { keyPath: 'id' });
      fresh.createObjectStore('data');
    },
  });
}

async function within<Result>(
  work: (database: IDBPDatabase<TrainingSchema>) => Promise<Result>,
): Promise<Result> {
  const database = await open();
  try {
    return await work(database);
  } catch (error) {
    if ((error as Partial<Error> | null)?.name !== 'QuotaExceededError') throw error;
    throw new StudioError('storage-full', (error as Error).message, { cause: error });
  } finally {
    database.close();
  }
}

/** Keeps a new training and what it learns from. */
export async function addTraining(record: TrainingRecord, data: TrainingData): Promise<void> {
  await within(async (database) => {
    const transaction = database.transaction(['trainings', 'data'], 'readwrite');
    await Promise.all([
      transaction.objectStore('trainings').put(record),
      transaction.objectStore('data').put(data, record.id),
      transaction.done,
    ]);
  });
}

/** Keeps how far a training has come. */
export const updateTraining = (record: TrainingRecord): Promise<unknown> =>
  within((database) => database.put('trainings', record));

/** The trainings that are kept, the last saved first. */
export async function keptTrainings(): Promise<TrainingRecord[]> {
  const all = await within((database) => database.getAll('trainings'));
  return all.sort((one, other) => other.saved - one.saved);
}

/** One training. */
export async function readTraining(id: string): Promise<TrainingRecord> {
  const record = await within((database) => database.get('trainings', id));
  if (record) return record;
  throw new StudioError('other', `readTraining: expected a training ${id}, got none.`);
}

/** What a training learns from. */
export async function readTrainingData(id: string): Promise<TrainingData> {
  const data = await within((database) => database.get('data', id));
  if (data) return data;
  throw new StudioError('other', `readTrainingData: expected data of training ${id}, got none.`);
}

/** Forgets a training; its checkpoints are removed by who keeps them. */
export async function removeTraining(id: string): Promise<void> {
  await within(async (database) => {
    await database.delete('trainings', id);
    await database.delete('data', id);
  });
}
