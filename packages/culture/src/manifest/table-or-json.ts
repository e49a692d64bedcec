import { type Chunks, textOf } from './chunks.js';
import { csvRecords } from './csv-rows.js';
import { type JsonRecord, jsonRecords } from './json-records.js';

/** A record of JSON, or a row of a table as if it were one. */
export interface SourceRecord {
  line?: number | undefined;
  source: JsonRecord;
}

/** Records from JSON or from CSV, whichever the text begins like. */
export async function* tableOrJson(
  chunks: Chunks,
  { name, columns }: { name: string; columns: readonly string[] },
): AsyncGenerator<SourceRecord> {
  const texts = textOf(chunks, name);
  const first = await texts.next();
  const all = joined(first.done ? '' : first.value, texts);
  if (!first.done && /^\s*[[{]/.test(first.value)) {
    for await (const source of jsonRecords(all, name)) yield { source };
    return;
  }
  for await (const { line, record } of csvRecords(all, { name, required: columns.slice(0, 1) }))
    yield { line, source: Object.fromEntries(columns.map((column) => [column, record(column)])) };
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
