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
}

interface OpenOptions {
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

let open: OpenModel | undefined;

const keyOf = (source: ModelSource) => (source.kind === 'folder' ? source.url : source.id);

/** Opens a model, or gives the one that is open; only the last one stays in memory. */
export async function openSource(
  source: ModelSource,
  options: OpenOptions = {},
): Promise<OpenModel> {
  await startBackend();
  const key = keyOf(source);
  if (open?.key === key) return open;
  const loaded = await load(source, options);
  open?.model.dispose();
  open = { key, ...loaded };
  return open;
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
export async function inspectModel(source: ModelSource): Promise<ModelCard> {
  const { model, card } = await openSource(source);
  const wanted = model.inputs[0]?.shape ?? [];
  if (model.inputs.length === 1 && wanted.length === 4 && model.outputs[0]?.shape.length === 4) {
    return card;
  }
  throw new StudioError(
    'foreign-model',
    `expected a generator from pictures to pictures, got a ${card.architecture.name} that takes [${wanted.map((size) => size ?? 'any')}].`,
  );
}
