import { choosePart, type WeightFile } from '@ikat/weights';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type InferredArchitecture, inferArchitecture } from './infer-architecture.js';
import type { CardFacts } from './model-card.js';
import { type ArchitectureChoice, modelFromWeights } from './model-from-weights.js';
import { named } from './named.js';
import { parseJson } from './parse-card.js';

/** Options of `loadPyTorch`. */
export interface LoadPyTorchOptions {
  /** The dictionary within the file, for example `netG`; needed where it holds several networks. */
  part?: string | undefined;
}

/** Options of `importPyTorch`. */
export interface ImportPyTorchOptions extends LoadPyTorchOptions {
  /** Which network it is; `inferArchitecture` tells by default. */
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
    return modelFromWeights(weights, architecture ?? withNotes(inferArchitecture(weights), notes));
  });
  const name = file.split(/[\\/]/).at(-1)!;
  const epoch = notes.epoch === undefined ? '' : `, epoch ${notes.epoch}`;
  const where = part ? `${name}, ${part}` : name;
  return { model, facts: { description: `Imported from ${where}${epoch}` } };
}

/** What names and shapes do not show stands in the notes of `saveSafetensors`. */
function withNotes(inferred: InferredArchitecture, notes: WeightFile['notes']): ArchitectureChoice {
  const noted = typeof notes.ikat === 'string' ? parseJson('notes', notes.ikat) : undefined;
  const { name, options } = (noted ?? {}) as Partial<ArchitectureChoice>;
  if (name !== inferred.name || inferred.options.normalisation !== 'instance') return inferred;
  const isBare = options?.normalisation === 'none';
  return isBare ? { name, options: { ...inferred.options, normalisation: 'none' } } : inferred;
}
