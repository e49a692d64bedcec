import { readWeights } from '@ikat/weights';
import { fromArtifacts, type LoadedModel } from '../artifacts.js';
import { type ImportPyTorchOptions, importWeights } from '../import-weights.js';
import { modelCard } from '../model-card.js';
import { named, within } from '../named.js';
import { unpackFiles } from '../unpack-files.js';

type Files = Map<string, Blob | Uint8Array>;

const nameOf = (file: Blob) => ('name' in file ? String(file.name) : 'the file');
const isWeights = (name: string) => /\.(pth|pt|safetensors|zip)$/i.test(name);

/**
 * Opens a model out of files that somebody chose or dropped: the files of a model folder, one that
 * {@link packModel} packed, or a PyTorch checkpoint or safetensors file of a network that
 * `inferArchitecture` knows. Nothing in the files is executed.
 *
 * @param files one file, or all that were dropped; others than those of the model are left alone
 * @param options for a checkpoint: which part of it, of which network
 * @throws Error that names the file when one is missing, damaged, cut off or of an unknown kind
 *
 * @example
 * ```ts
 * import { openModel } from '@ikat/models/web';
 *
 * const choose = (input: HTMLInputElement) => openModel([...input.files!]);
 * ```
 */
export async function openModel(
  files: Blob | readonly Blob[],
  options: ImportPyTorchOptions = {},
): Promise<LoadedModel> {
  const list = files instanceof Blob ? [files] : files;
  if (list.some((file) => nameOf(file) === 'model.json')) {
    return openFiles('the dropped files', byName(list));
  }
  const candidates = list.length === 1 ? list : list.filter((file) => isWeights(nameOf(file)));
  if (candidates.length === 1) return openFile(candidates[0]!, options);
  const got = list.slice(0, 5).map(nameOf).join(', ') || 'nothing';
  throw new Error(
    `openModel: expected the files of a model folder (model.json, ikat.json, weights.bin), a .zip of them, or one .pth, .pt or .safetensors file, got ${got}.`,
  );
}

function byName(list: readonly Blob[]): Files {
  const files = new Map(list.map((file) => [nameOf(file), file]));
  if (files.size === list.length) return files;
  throw new Error('openModel: expected the files of one model, got files of the same names.');
}

async function openFile(file: Blob, options: ImportPyTorchOptions): Promise<LoadedModel> {
  const name = nameOf(file);
  const bytes = await bytesOf(name, file);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const unpacked = isZip ? named(name, () => unpackFiles(bytes)) : undefined;
  if (unpacked) return openFiles(name, unpacked);
  const weights = named(name, () => readWeights(bytes));
  const { model, facts } = importWeights(name, weights, options);
  return { model, card: modelCard(model, facts) };
}

const openFiles = (called: string, files: Files) =>
  within(called, () =>
    fromArtifacts(async (name) => {
      const file = files.get(name);
      if (file) return file instanceof Blob ? bytesOf(name, file) : file;
      throw new Error(
        `${name}: expected a file of a model folder, got none. Choose all files of the folder.`,
      );
    }),
  );

async function bytesOf(name: string, file: Blob): Promise<Uint8Array> {
  const buffer = await file.arrayBuffer().catch((cause: Error) => {
    throw new Error(
      `${name}: expected a file of at most 2 GB that may be read, got ${file.size} bytes: ${cause.message}`,
      { cause },
    );
  });
  return new Uint8Array(buffer);
}
