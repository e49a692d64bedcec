import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { halfWeights } from './half-weights.js';
import { registerLayers } from './layers/register-layers.js';
import { type CardFacts, type ModelCard, modelCard } from './model-card.js';
import { parseCard, parseJson } from './parse-card.js';
import { weightBytes } from './weight-bytes.js';

/** The files of a model folder by name: `model.json`, `weights.bin` and `ikat.json`. */
export type ModelArtifacts = Record<'model.json' | 'weights.bin' | 'ikat.json', Uint8Array>;

/** How a model is written, and what its card tells. */
export interface ArtifactOptions extends CardFacts {
  /** Half precision takes half the bytes and keeps three to four digits; tfjs widens it again. */
  precision?: 'float32' | 'float16' | undefined;
}

/** A model and its card. */
export interface LoadedModel {
  /** Yours to dispose. */
  model: tfl.LayersModel;
  card: ModelCard;
}

const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/**
 * Writes a model as the files of a model folder, in memory.
 *
 * `model.json` and `weights.bin` are tfjs's own layers format; `ikat.json` is the card.
 *
 * @throws RangeError for a weight that half precision cannot hold
 *
 * @example
 * ```ts
 * import { fromArtifacts, modelArtifacts, resnetGenerator } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * const files = await modelArtifacts(generator, { description: 'A test' });
 * const { model, card } = await fromArtifacts(async (name) => files[name as keyof typeof files]);
 * console.log(card.description, model.countParams() === generator.countParams()); // A test true
 * ```
 */
export async function modelArtifacts(
  model: tfl.LayersModel,
  { precision = 'float32', ...facts }: ArtifactOptions = {},
): Promise<ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | undefined;
  const keep = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(keep);
  const { modelTopology, weightSpecs, weightData, userDefinedMetadata } = saved!;
  const full = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  const [weights, bytes] =
    precision === 'float16' ? halfWeights(weightSpecs!, full) : [weightSpecs, full];
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tfl.version_layers}`,
    userDefinedMetadata,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  return {
    'model.json': encode(json),
    'weights.bin': bytes,
    'ikat.json': encode(modelCard(model, facts)),
  };
}

/**
 * Builds a model from the files of a model folder. Nothing in the files is executed.
 *
 * @param read gives the bytes of the file of a name
 * @throws Error that names the file when one is missing, damaged, cut off or of an unknown kind
 *
 * @example
 * ```ts
 * import { fromArtifacts, mlpGenerator, modelArtifacts } from '@ikat/models';
 *
 * const files = await modelArtifacts(mlpGenerator({ seed: 1 }));
 * const { card } = await fromArtifacts(async (name) => files[name as keyof typeof files]);
 * console.log(card.architecture.name); // mlpGenerator
 * ```
 */
export async function fromArtifacts(
  read: (name: string) => Promise<Uint8Array>,
): Promise<LoadedModel> {
  registerLayers();
  const card = parseCard(decode(await read('ikat.json')));
  const json = checkJson(parseJson('model.json', decode(await read('model.json'))));
  const weights = await readWeights(json, read);
  const model = await build(json, weights);
  const { name } = architectureOf(model);
  if (name === card.architecture.name) return { model, card };
  model.dispose();
  throw new Error(
    `ikat.json: expected the card of a ${name}, as model.json is, got the card of a ${card.architecture.name}. The files are of two models.`,
  );
}

function checkJson(value: unknown): tf.io.ModelJSON {
  const { modelTopology, weightsManifest } = (value ?? {}) as Partial<tf.io.ModelJSON>;
  const isManifest =
    Array.isArray(weightsManifest) &&
    weightsManifest.every((group) => Array.isArray(group?.paths) && Array.isArray(group.weights));
  if (typeof modelTopology === 'object' && modelTopology !== null && isManifest)
    return value as tf.io.ModelJSON;
  throw new Error(
    "model.json: expected tfjs's layers format, got JSON without modelTopology or weightsManifest. Is it a graph model? Only layers models can be read.",
  );
}

async function readWeights(
  json: tf.io.ModelJSON,
  read: (name: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const { paths, weights } of json.weightsManifest) {
    const bytes = await Promise.all(paths.map((path) => read(checkPath(path))));
    const size = bytes.reduce((sum, part) => sum + part.byteLength, 0);
    const expected = weightBytes(weights);
    if (size !== expected) {
      throw new Error(
        `${paths.join(' + ')}: expected ${expected} bytes of weights, got ${size}. The file is cut off or of another model.`,
      );
    }
    parts.push(...bytes);
  }
  return joined(parts);
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.byteLength;
  }
  return all;
}

/** A weights file lies beside model.json: its name may not lead anywhere else. */
function checkPath(path: unknown): string {
  if (typeof path === 'string' && /^[\w-][\w.-]*$/.test(path)) return path;
  throw new Error(
    `model.json: expected the names of weights files beside it, got ${JSON.stringify(path)}. Do not trust this model.`,
  );
}

async function build(json: tf.io.ModelJSON, weights: Uint8Array): Promise<tfl.LayersModel> {
  try {
    return await tfl.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: weights.buffer as ArrayBuffer,
        ...(json.userDefinedMetadata && { userDefinedMetadata: json.userDefinedMetadata }),
      }),
    );
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const reason = message.split('\n')[0]!.replace(/ This may be due to.*/, '');
    throw new Error(`model.json: expected a layers model, got one that tfjs refuses: ${reason}`, {
      cause,
    });
  }
}
