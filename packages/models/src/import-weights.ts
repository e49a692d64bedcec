import { choosePart, type WeightFile } from '@ikat/weights';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ArchitectureChoice, architectureOfWeights } from './architecture-of-weights.js';
import type { CardFacts } from './model-card.js';
import { modelFromWeights } from './model-from-weights.js';
import { named } from './named.js';
import { parseJson } from './parse-card.js';

/** Options of `loadPyTorch`. */
export interface LoadPyTorchOptions {
  /** The dictionary within the file, for example `netG`; needed where it holds several networks. */
  part?: string | undefined;
}

/** Options of `importPyTorch`. */
export interface ImportPyTorchOptions extends LoadPyTorchOptions {
  /** Which network it is; names and shapes tell what you do not say of it. */
  architecture?: ArchitectureChoice | undefined;
}

/** A network from a file, and what its card can tell. */
export interface ImportedModel {
  /** Yours to dispose. */
  model: LayersModel;
  /** For `saveModel`. */
  facts: CardFacts;
}

/** Makes a model of a file of weights; the file's name stands in every error. */
export function importWeights(
  file: string,
  { parts, notes }: WeightFile,
  { part, architecture }: ImportPyTorchOptions,
): ImportedModel {
  const model = named(file, () => {
    const weights = choosePart(parts, part);
    const found = architectureOfWeights(weights, architecture);
    return modelFromWeights(weights, architecture ? found : withNotes(found, notes));
  });
  const name = file.split(/[\\/]/).at(-1)!;
  const epoch = notes.epoch === undefined ? '' : `, epoch ${notes.epoch}`;
  const where = part ? `${name}, ${part}` : name;
  return { model, facts: { description: `Imported from ${where}${epoch}` } };
}

/** What names and shapes do not show stands in the notes of `saveSafetensors`. */
function withNotes(found: ArchitectureChoice, { ikat }: WeightFile['notes']): ArchitectureChoice {
  const noted = typeof ikat === 'string' ? parseJson('notes', ikat) : undefined;
  const { name, options } = (noted ?? {}) as Partial<ArchitectureChoice>;
  if (name !== found.name || found.options?.normalisation !== 'instance') return found;
  const isBare = options?.normalisation === 'none';
  return isBare ? { name, options: { ...found.options, normalisation: 'none' } } : found;
}
