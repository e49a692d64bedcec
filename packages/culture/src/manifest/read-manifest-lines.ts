import { type Chunks, linesOf } from './chunks.js';
import type { ManifestFault } from './fault.js';
import { headFaults, itemChecker } from './manifest-rules.js';
import type { ManifestHead, ManifestItem } from './types.js';

/** One line of a large manifest: an item, or what is wrong with it; at the end the warnings. */
export type ManifestLine =
  | {
      readonly kind: 'item';
      readonly line: number;
      readonly item: ManifestItem;
      readonly warnings: readonly ManifestFault[];
    }
  | { readonly kind: 'wrong'; readonly line: number; readonly faults: readonly ManifestFault[] }
  | { readonly kind: 'end'; readonly items: number; readonly warnings: readonly ManifestFault[] };

/**
 * Reads the items of a large manifest from lines of JSON, one item a line, in bounded memory, and
 * checks each against the schema, the rules, and the items before it.
 *
 * The head (a manifest with no items) is a file of its own. Only ids are remembered. A wrong line is
 * told and passed over.
 *
 * @example
 * ```ts
 * import { readManifestLines } from '@ikat/culture';
 *
 * const head = {
 *   format: 'culture-manifest', version: '1.0', name: 'demo', description: 'One picture.',
 *   license: 'CC0-1.0', creator: ['me'], datePublished: '2026-01-01',
 *   attributionPolicy: 'The museum says.', cultures: [{ id: 'edo', label: { en: 'Edo' }, definition: 'Edo, 1603 to 1868.' }],
 * } as const;
 * const lines = ['{"id":"a","image":{"path":"a.jpg"},"culture":[],"rights":{"image":"cc0"},"source":{"institution":"M"}}\n', '{}\n'];
 * for await (const line of readManifestLines(lines, { ...head, creator: ['me'], cultures: [...head.cultures] }))
 *   if (line.kind === 'wrong') console.log(line.line, line.faults.length); // 2 5
 * ```
 */
export async function* readManifestLines(
  chunks: Chunks,
  head: ManifestHead,
): AsyncGenerator<ManifestLine> {
  const faults = headFaults(head);
  if (faults.length > 0) {
    const { path, message } = faults[0]!;
    throw new TypeError(
      `readManifestLines: expected a head that is right, got ${path || 'a manifest'}: ${message}`,
    );
  }
  const checker = itemChecker(head);
  let index = 0;
  for await (const { line, text } of linesOf(chunks, 'readManifestLines')) {
    if (text.trim() === '') continue;
    yield lineOf({ line, text, index: index++ }, checker);
  }
  yield { kind: 'end', items: index, warnings: checker.finish() };
}

function lineOf(
  { line, text, index }: { line: number; text: string; index: number },
  checker: ReturnType<typeof itemChecker>,
): ManifestLine {
  let item: unknown;
  try {
    item = JSON.parse(text);
  } catch (error) {
    const message = `expected JSON, got a mistake: ${(error as Error).message}.`;
    const path = `items[${index}]`;
    return {
      kind: 'wrong',
      line,
      faults: [{ severity: 'error', rule: 'json', path, line, message }],
    };
  }
  const faults = checker.check(item, { index, line });
  return faults.some(({ severity }) => severity === 'error')
    ? { kind: 'wrong', line, faults }
    : { kind: 'item', line, item: item as ManifestItem, warnings: faults };
}
