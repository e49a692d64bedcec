import type { CultureManifest, ManifestHead, ManifestItem } from './types.js';

/**
 * A manifest as JSON text with a line for each item, which compares well and stays small.
 *
 * It is not checked: see {@link validateManifest}. Reading the text gives an equal manifest.
 *
 * @example
 * ```ts
 * import { writeManifest } from '@ikat/culture';
 *
 * const item = { id: 'a', image: { path: 'a.jpg' }, culture: [], rights: { image: 'cc0' }, source: { institution: 'M' } } as const;
 * const text = writeManifest({
 *   format: 'culture-manifest', version: '1.0', name: 'demo', description: 'One picture.',
 *   license: 'CC0-1.0', creator: ['me'], datePublished: '2026-01-01', attributionPolicy: 'The museum says.',
 *   cultures: [{ id: 'edo', label: { en: 'Edo' }, definition: 'Edo, 1603 to 1868.' }],
 *   items: [{ ...item, culture: [] }],
 * });
 * console.log(text.split('\n').at(-4)); // {"id":"a","image":{"path":"a.jpg"},"culture":[],"rights":{"image":"cc0"},"source":{"institution":"M"}}
 * ```
 */
export function writeManifest({ items, ...head }: CultureManifest): string {
  const { open, between, close } = manifestFrame(head);
  return open + items.map(itemLine).join(between) + close;
}

/** What stands before, between and after the items of a manifest, to write one piece by piece. */
export function manifestFrame(head: ManifestHead): {
  open: string;
  between: string;
  close: string;
} {
  const text = JSON.stringify(head, null, 1).slice(0, -2);
  return { open: `${text},\n "items": [\n`, between: ',\n', close: '\n ]\n}\n' };
}

/** One item as one line of JSON, without its line end. */
export const itemLine = (item: ManifestItem): string => JSON.stringify(item);
