import { JSONParser } from '@streamparser/json';
import { type Chunks, textOf } from './chunks.js';

/** A JSON object whose fields are not known. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Where the records are in what the sources answer: API pages, and results of SPARQL queries. */
const wrappers = /^\s*\{\s*"(?:preference|pagination|info|config|head|results|data)"/;

/**
 * The records of JSON text in bounded memory, whatever holds them: an array, an API page with
 * `data`, SPARQL results, or one object after another (JSON lines, or files put together).
 */
export async function* jsonRecords(chunks: Chunks, name: string): AsyncGenerator<JsonRecord> {
  const found: JsonRecord[] = [];
  let parser: JSONParser | undefined;
  let start = '';
  for await (const text of textOf(chunks, name)) {
    start += parser === undefined ? text : '';
    if (parser === undefined && start.trimStart().length < 32) continue;
    const first = parser === undefined;
    parser ??= recordParser(start, found);
    write(parser, first ? start : text, name);
    yield* found.splice(0);
  }
  if (parser === undefined) {
    if (start.trim() === '') return;
    parser = recordParser(start, found);
    write(parser, start, name);
  }
  end(parser, name);
  yield* found;
}

/** One record by itself, as an API gives it. */
const single = /^\s*\{\s*"data"\s*:\s*\{/;

function pathsOf(start: string): string[] {
  if (start.trimStart().startsWith('[')) return ['$.*'];
  if (single.test(start)) return ['$.data'];
  return wrappers.test(start) ? ['$.data.*', '$.results.bindings.*'] : ['$'];
}

function recordParser(start: string, found: JsonRecord[]): JSONParser {
  const parser = new JSONParser({ paths: pathsOf(start), keepStack: false, separator: '' });
  parser.onValue = ({ value }) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      found.push(value as unknown as JsonRecord);
  };
  return parser;
}

function write(parser: JSONParser, text: string, name: string): void {
  try {
    parser.write(text);
  } catch (cause) {
    throw new Error(`${name}: expected JSON, got a mistake: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

function end(parser: JSONParser, name: string): void {
  try {
    if (!parser.isEnded) parser.end();
  } catch (cause) {
    throw new Error(`${name}: expected JSON to its end, got a part of it.`, { cause });
  }
}

/** A field as text, or nothing. */
export function textField(record: JsonRecord, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** A field as a whole number, or nothing. */
export function wholeField(record: JsonRecord, name: string): number | undefined {
  const value = record[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}

/** A field as a list of texts. */
export function listField(record: JsonRecord, name: string): string[] {
  const value = record[name];
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '')
    : [];
}
