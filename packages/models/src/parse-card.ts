import type { ModelCard } from './model-card.js';

const architectures = [
  'custom',
  'dcganDiscriminator',
  'dcganGenerator',
  'mlpDiscriminator',
  'mlpGenerator',
  'patchDiscriminator',
  'pixelDiscriminator',
  'resnetGenerator',
  'unetGenerator',
];

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const isWhole: Test = (value) => Number.isInteger(value) && (value as number) >= 1;
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const isRecordOf =
  (test: Test): Test =>
  (value) =>
    isPlain(value) && Object.values(value).every(test);
const isMaybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const isOption: Test = (value) => isText(value) || isNumber(value) || typeof value === 'boolean';
const isRange: Test = (value) => isListOf(isNumber)(value) && (value as unknown[]).length === 2;
const isCulture: Test = (value) => isPlain(value) && isText(value.label) && isText(value.basis);
const isMetric: Test = (value) =>
  isPlain(value) &&
  isNumber(value.value) &&
  isMaybe(isNumber)(value.low) &&
  isMaybe(isNumber)(value.high);
const isTrainingData: Test = (value) =>
  isPlain(value) &&
  isText(value.name) &&
  isMaybe(isText)(value.hash) &&
  isMaybe(isListOf(isText))(value.licences) &&
  isMaybe(isListOf(isCulture))(value.cultures);
const isArchitecture: Test = (value) =>
  isPlain(value) && isText(value.name) && isRecordOf(isOption)(value.options);

const fields: Record<Exclude<keyof ModelCard, 'format'>, [Test, string]> = {
  description: [isText, 'a text'],
  architecture: [isArchitecture, 'a name and options'],
  valueRange: [isRange, 'two numbers'],
  sizeMultiple: [isWhole, 'a whole number from 1'],
  minimumSize: [isWhole, 'a whole number from 1'],
  preprocessing: [isText, 'a text'],
  trainedOn: [isListOf(isTrainingData), 'a list of data sets with names'],
  metrics: [isRecordOf(isMetric), 'metrics with values'],
  versions: [isRecordOf(isText), 'versions by name'],
};

function fail(what: string, expected: string, value: unknown): never {
  const got = value === undefined ? 'nothing' : (JSON.stringify(value)?.slice(0, 60) ?? 'nothing');
  throw new Error(`ikat.json: expected ${what} to be ${expected}, got ${got}.`);
}

/**
 * Reads the text of a model's card, `ikat.json`.
 *
 * @throws Error when it is not JSON, not a card, of a newer form, or of an unknown architecture
 *
 * @example
 * ```ts
 * import { modelCard, parseCard, patchDiscriminator } from '@ikat/models';
 *
 * const discriminator = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
 * const card = parseCard(JSON.stringify(modelCard(discriminator)));
 * console.log(card.minimumSize); // 6
 * discriminator.dispose();
 * ```
 */
export function parseCard(text: string): ModelCard {
  const card = parseJson('ikat.json', text);
  if (!isPlain(card)) return fail('the card', 'an object', card);
  if (!isWhole(card.format)) fail('format', 'a whole number from 1', card.format);
  if ((card.format as number) > 1) {
    throw new Error(
      `ikat.json: expected a card of format 1, got format ${card.format}. Update @ikat/models to read it.`,
    );
  }
  for (const [name, [test, expected]] of Object.entries(fields)) {
    if (!test(card[name])) fail(name, expected, card[name]);
  }
  const known = card as unknown as ModelCard;
  if (!architectures.includes(known.architecture.name)) {
    throw new Error(
      `ikat.json: expected an architecture of ${architectures.join(', ')}, got ${known.architecture.name}. Update @ikat/models, or see who made the model.`,
    );
  }
  return known;
}

/** Parses a file's JSON, naming the file in the error. */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name}: expected JSON, got something else. The file is damaged.`, { cause });
  }
}
