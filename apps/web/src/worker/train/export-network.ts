import type { CardFacts } from '@ikat/models';
import { packModel, saveModel } from '@ikat/models/web';
import { loadCheckpoint } from '@ikat/trainer/web';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { startBackend } from '../backend.js';
import { makeJob, type TrainingJob } from './job.js';
import { readTraining, readTrainingData, type TrainingRecord } from './training-store.js';

/** A network of a training that the browser keeps. */
export interface NetworkRequest {
  id: string;
  network: string;
}

/** A network as one file: the zip of its model folder. */
export interface ExportedNetwork {
  fileName: string;
  file: Blob;
  step: number;
}

/** Packs a network of a training as it was at its last save, a generator as its running average. */
export async function exportNetwork(request: NetworkRequest): Promise<ExportedNetwork> {
  return withNetwork(request, async (model, { record, facts }) => ({
    fileName: `${record.settings.algorithm}-${request.network}-${record.step}.zip`,
    file: await packModel(model, facts),
    step: record.step,
  }));
}

/** Keeps a network in the browser, for the other rooms; gives the name it is kept under. */
export async function keepNetwork(request: NetworkRequest): Promise<string> {
  return withNetwork(request, async (model, { record, facts }) => {
    const name = `${request.network} · ${record.settings.algorithm} · ${record.step}`;
    await saveModel(model, name, facts);
    return name;
  });
}

interface Told {
  record: TrainingRecord;
  facts: CardFacts;
}

/** Does something with a network of a training, and frees it. */
export async function withNetwork<Result>(
  { id, network }: NetworkRequest,
  work: (model: LayersModel, told: Told) => Promise<Result>,
): Promise<Result> {
  await startBackend();
  const record = await readTraining(id);
  const job = await makeJob(record.settings, await readTrainingData(id));
  try {
    const { networks, step } = job;
    const loaded = await loadCheckpoint(id, { networks, step, config: record.settings });
    const told = { record: { ...record, step: loaded.step }, facts: factsOf(network, record) };
    return await averaged(job, () => work(networks[network]!, told));
  } finally {
    job.dispose();
  }
}

const averaged = <Result>({ average, step }: TrainingJob<unknown>, work: () => Promise<Result>) =>
  average && step.steps > 0 ? average.during(work) : work();

function factsOf(network: string, { settings, step, learnsFrom }: TrainingRecord): CardFacts {
  const { idx, source, target } = learnsFrom;
  const names =
    idx === undefined
      ? [`${source} pictures of the source, chosen in the studio`, `${target} of the target`]
      : [idx];
  return {
    description: `${network} of a ${settings.algorithm} training in the studio, step ${step}.`,
    preprocessing: `${settings.algorithm === 'gan' ? 'grey 28 x 28' : `RGB crops of ${settings.size} x ${settings.size}`} in [-1, 1]`,
    trainedOn: names.map((name) => ({ name })),
  };
}
