import { fromArtifacts, type LoadedModel } from '../artifacts.js';
import { within } from '../named.js';
import { weightBytes } from '../weight-bytes.js';
import { openModel } from './open-model.js';

/** How far a download is. */
export interface FetchProgress {
  /** Bytes of weights that have come. */
  loaded: number;
  /** Bytes of weights in all, as soon as they are known. */
  total?: number;
}

/** What {@link fetchModel} takes. */
export interface FetchModelOptions {
  /** Hears of every piece that comes. */
  onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** Ends the download. */
  signal?: AbortSignal | undefined;
}

interface Download extends FetchModelOptions {
  progress: FetchProgress;
}

/**
 * Downloads a model: the folder at a URL (`ikat.json`, `model.json`, weights), or one file as
 * {@link openModel} reads it.
 *
 * @param url absolute, or relative to the page or the worker
 * @throws Error that names the URL and file when one is missing, damaged, cut off or of an unknown
 *   kind; the signal's reason when it is aborted
 *
 * @example
 * ```ts
 * import { fetchModel } from '@ikat/models/web';
 *
 * const get = (bar: HTMLProgressElement) =>
 *   fetchModel('models/ukiyo-e/', {
 *     onProgress: ({ loaded, total }) => Object.assign(bar, { value: loaded / (total ?? loaded) }),
 *   });
 * ```
 */
export async function fetchModel(
  url: string,
  options: FetchModelOptions = {},
): Promise<LoadedModel> {
  const download = { ...options, progress: { loaded: 0 } };
  try {
    if (/\.(zip|pth|pt|safetensors)$/i.test(withoutQuery(url)))
      return await fetchFile(url, download);
    return await fetchFolder(url.replace(/(\/model\.json|\/)$/, ''), download);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  }
}

const withoutQuery = (url: string) => url.replace(/[?#].*$/s, '');

async function fetchFile(url: string, download: Download): Promise<LoadedModel> {
  const response = await get(url, download);
  const length = Number(response.headers.get('content-length'));
  // Of a packed transfer the length is another.
  if (length > 0 && !response.headers.has('content-encoding')) download.progress.total = length;
  const bytes = await readAll(response, download);
  return openModel(new File([bytes], withoutQuery(url).split('/').at(-1)!));
}

const fetchFolder = (folder: string, download: Download): Promise<LoadedModel> =>
  within(folder, () =>
    fromArtifacts(async (name) => {
      const response = await get(`${folder}/${name}`, download, name);
      if (name.endsWith('.json')) {
        const bytes = new Uint8Array(await response.arrayBuffer());
        if (name === 'model.json') expectWeights(bytes, download);
        return bytes;
      }
      return readAll(response, download);
    }),
  );

async function get(url: string, { signal }: Download, name = url): Promise<Response> {
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: Error) => {
    throw new Error(
      `${name}: expected a file of a model, got no answer (${cause.message}). Is the network there, and may this page read from that site (CORS)?`,
      { cause },
    );
  });
  if (response.ok) return response;
  throw new Error(
    `${name}: expected a file of a model, got status ${response.status}. Is the URL that of a model folder?`,
  );
}

/** What is wrong with model.json, its reader says. */
function expectWeights(bytes: Uint8Array, { progress }: Download): void {
  try {
    const { weightsManifest } = JSON.parse(new TextDecoder().decode(bytes));
    const groups: Parameters<typeof weightBytes>[0][] = weightsManifest.map(
      (group: { weights: unknown }) => group.weights,
    );
    progress.total = groups.reduce((sum, weights) => sum + weightBytes(weights), 0);
  } catch {}
}

async function readAll(
  response: Response,
  { progress, onProgress }: Download,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body!.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    progress.loaded += next.value.length;
    onProgress?.({ ...progress });
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
