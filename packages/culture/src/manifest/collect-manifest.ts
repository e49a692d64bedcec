import type { CultureBook } from './culture-book.js';
import type { ImportedRecord } from './import-record.js';
import type { CultureManifest, ManifestHead, ManifestItem } from './types.js';

/** What you must say of a set, as no source says it for you. */
export interface ManifestAbout extends Omit<ManifestHead, 'format' | 'version' | 'cultures'> {
  /** The book that the importer wrote into. */
  cultures: CultureBook;
}

/** A manifest of the records that became items, and those that did not. */
export interface CollectedManifest {
  readonly manifest: CultureManifest;
  readonly skipped: readonly Extract<ImportedRecord, { kind: 'skipped' }>[];
}

/** The head of a manifest, after the last record was read: only then are all cultures known. */
export function manifestHead({ cultures, ...about }: ManifestAbout): ManifestHead {
  return { format: 'culture-manifest', version: '1.0', ...about, cultures: cultures.cultures() };
}

/**
 * Reads an importer to its end and makes a manifest; nothing is checked yet, see
 * {@link validateManifest}. It holds all items: write large sets as they come.
 *
 * @example
 * ```ts
 * import { collectManifest, cultureBook, importCleveland, validateManifest } from '@ikat/culture';
 *
 * const cultures = cultureBook();
 * const records = importCleveland(['[{"id":1,"share_license_status":"CC0","culture":["Japan, Edo period"]}]'], { cultures });
 * const { manifest } = await collectManifest(records, {
 *   name: 'demo', description: 'One work.', license: 'CC0-1.0', creator: ['me'],
 *   datePublished: '2026-01-01', attributionPolicy: 'The museum says.', cultures,
 * });
 * console.log(validateManifest(manifest).kind, manifest.items.length); // valid 1
 * ```
 */
export async function collectManifest(
  records: AsyncIterable<ImportedRecord>,
  about: ManifestAbout,
): Promise<CollectedManifest> {
  const items: ManifestItem[] = [];
  const skipped: Extract<ImportedRecord, { kind: 'skipped' }>[] = [];
  for await (const record of records) {
    if (record.kind === 'item') items.push(record.item);
    else skipped.push(record);
  }
  return { manifest: { ...manifestHead(about), items }, skipped };
}
