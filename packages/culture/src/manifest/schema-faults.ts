import type { ManifestFault } from './fault.js';
import * as validator from './schema-validator.js';

/** What the compiled schema says of one value. */
interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

type CompiledCheck = ((value: unknown) => boolean) & { errors?: SchemaError[] | null };

const checks = {
  head: validator.checkHead as unknown as CompiledCheck,
  item: validator.checkItem as unknown as CompiledCheck,
};

/** All places where a value leaves the schema; paths are relative to the value. */
export function schemaFaults(kind: 'head' | 'item', value: unknown): ManifestFault[] {
  const check = checks[kind];
  if (check(value)) return [];
  return (check.errors ?? []).map((error) => ({
    severity: 'error',
    rule: 'schema',
    path: pathOf(error.instancePath),
    message: messageOf(error, valueAt(value, error.instancePath)),
  }));
}

const steps = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `/culture/0/basis` as `culture[0].basis`. */
const pathOf = (pointer: string) =>
  steps(pointer)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

const valueAt = (value: unknown, pointer: string) =>
  steps(pointer).reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], value);

const mends: Record<string, string> = {
  basis: ' A label without a basis is refused: say what it rests on.',
  certainty: ' Say how certain the source is.',
  by: ' Say who gave the label.',
  raw: ' Keep the words of the source, unchanged.',
  rights: ' Say what may be done with the image; "unknown" is an answer.',
  attributionPolicy: ' Say who decides labels, by which rule, and what a label does not mean.',
  definition: ' Define the tradition by its time and place.',
};

const formats: Record<string, string> = {
  date: 'a date as YYYY-MM-DD',
  uri: 'an address such as https://…',
};

function messageOf({ keyword, params }: SchemaError, value: unknown): string {
  const got = show(value);
  switch (keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return `expected "${name}", got nothing.${Object.hasOwn(mends, name) ? mends[name] : ''}`;
    }
    case 'additionalProperties':
      return `expected no "${String(params.additionalProperty)}": the format has no such field.`;
    case 'type':
      return `expected ${[params.type].flat().join(' or ')}, got ${got}.`;
    case 'enum':
      return `expected one of ${(params.allowedValues as unknown[]).join(', ')}, got ${got}.`;
    case 'const':
      return `expected ${JSON.stringify(params.allowedValue)}, got ${got}.`;
    case 'pattern':
      return `expected text that matches ${String(params.pattern)}, got ${got}.`;
    case 'format':
      return `expected ${formats[String(params.format)]}, got ${got}.`;
    case 'minLength':
      return 'expected some text, got "".';
    case 'minItems':
    case 'minProperties':
      return 'expected at least one entry, got none.';
    default:
      return `expected a number ${String(params.comparison)} ${String(params.limit)}, got ${got}.`;
  }
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value !== null && typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
