import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import {
  type ManifestFault,
  type ManifestHead,
  type ManifestItem,
  readManifest,
  readManifestLines,
} from '@ikat/culture';

/** What comes while a manifest is read: items, and what is wrong or must be known. */
export type ManifestPart =
  | { kind: 'head'; head: ManifestHead }
  | { kind: 'item'; item: ManifestItem }
  | { kind: 'faults'; faults: readonly ManifestFault[] };

/** The file of lines that holds the items of a large manifest, beside its head. */
export const linesBeside = (file: string): string => file.replace(/\.json$/i, '.items.jsonl');

/** The files that a manifest may be kept in: itself, and its items in lines. */
export const filesOfManifest = (file: string): string[] => [file, linesBeside(file)];

/**
 * Reads a manifest: one JSON file, or a head with its items in lines beside it
 * (`x.json` and `x.items.jsonl`), which may be of any size.
 */
export async function* manifestParts(file: string): AsyncGenerator<ManifestPart> {
  const check = readManifest(await textOf(file));
  if (check.kind === 'invalid') {
    yield { kind: 'faults', faults: check.faults };
    return;
  }
  const { items, ...head } = check.manifest;
  yield { kind: 'head', head };
  const lines = linesBeside(file);
  if (items.length === 0 && lines !== file && existsSync(lines)) {
    yield* partsOfLines(lines, head);
    return;
  }
  for (const item of items) yield { kind: 'item', item };
  yield { kind: 'faults', faults: check.warnings };
}

async function* partsOfLines(file: string, head: ManifestHead): AsyncGenerator<ManifestPart> {
  for await (const line of readManifestLines(createReadStream(file), head)) {
    if (line.kind === 'item') yield { kind: 'item', item: line.item };
    const faults = line.kind === 'wrong' ? line.faults : line.warnings;
    if (faults.length > 0) yield { kind: 'faults', faults };
  }
}

/** A text in JavaScript ends at 512 MB. */
const LARGEST_TEXT = 400e6;

async function textOf(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > LARGEST_TEXT) {
    const mend = 'Keep the items in lines: ikat culture import --lines.';
    throw new Error(
      `culture: expected at most ${LARGEST_TEXT / 1e6} MB in ${file}, got ${Math.ceil(size / 1e6)}. ${mend}`,
    );
  }
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const mend = 'Save the file as UTF-8.';
    throw new Error(`culture: expected UTF-8 in ${file}, got other bytes. ${mend}`, { cause });
  }
}
