import type { ModelCard } from '@ikat/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { StudioError } from '../../rpc/fault.js';
import { startBackend } from '../backend.js';

/** Where a model is: a folder beside the page, or files that the visitor gave. */
export type ModelSource =
  | { kind: 'folder'; url: string }
  | { kind: 'files'; id: string; files: File[] };

/** How much of a model has been loaded, in bytes. */
export interface LoadProgress {
  loaded: number;
  /** Missing when the server does not tell. */
  total?: number;
}

interface OpenModel {
  key: string;
  model: LayersModel;
  card: ModelCard;
  /** How many are at work with it. */
  users: number;
}

interface OpenOptions {
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

let open: OpenModel | undefined;

const keyOf = (source: ModelSource) => (source.kind === 'folder' ? source.url : source.id);

/** Does something with a model; only the last one that was opened, and those in use, stay in memory. */
export async function withSource<Result>(
  source: ModelSource,
  work: (opened: Pick<OpenModel, 'model' | 'card'>) => Promise<Result>,
  options: OpenOptions = {},
): Promise<Result> {
  const taken = await take(source, options);
  try {
    return await work(taken);
  } finally {
    taken.users--;
    freeUnused(taken);
  }
}

/** Opens a model, or takes the one that is open. */
async function take(source: ModelSource, options: OpenOptions): Promise<OpenModel> {
  await startBackend();
  const key = keyOf(source);
  if (open?.key !== key) {
    const loaded = await load(source, options);
    const before = open;
    open = { key, ...loaded, users: 0 };
    if (before) freeUnused(before);
  }
  open.users++;
  return open;
}

function freeUnused(one: OpenModel): void {
  if (one !== open && one.users === 0) one.model.dispose();
}

async function load(source: ModelSource, { onProgress, signal }: OpenOptions) {
  const { fetchModel, openModel } = await import('@ikat/models/web');
  if (source.kind === 'folder') {
    return fetchModel(source.url, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
  }
  return openModel(source.files).catch((cause: Error) => {
    throw new StudioError('foreign-model', cause.message, { cause });
  });
}

/** Opens a model of the visitor's and tells what its card says; refuses what cannot paint. */
export const inspectModel = (source: ModelSource): Promise<ModelCard> =>
  withSource(source, async ({ model, card }) => {
    checkPainter(model, card);
    return card;
  });

function checkPainter(
  { inputs, outputs }: LayersModel,
  { architecture: { name } }: ModelCard,
): void {
  const wanted = inputs[0]?.shape ?? [];
  const told = `expected a generator from pictures to pictures, got a ${name} that takes [${wanted.map((size) => size ?? 'any')}].`;
  if (name.endsWith('Discriminator')) throw new StudioError('not-a-painter', told);
  if (inputs.length === 1 && wanted.length === 4 && outputs[0]?.shape.length === 4) return;
  throw new StudioError('foreign-model', told);
}
