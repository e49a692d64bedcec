import { type Chunks, textOf } from './chunks.js';
import { compact } from './compact.js';
import type { ImportedRecord, ImportOptions } from './import-record.js';
import { type JsonRecord, listField, textField, wholeField } from './json-records.js';
import type {
  Attribution,
  ImageRights,
  LabelBasis,
  LabelCertainty,
  ManifestItem,
} from './types.js';

/** What a label rests on, by the kind of picture. */
const grounds: Record<string, { basis: LabelBasis; certainty: LabelCertainty }> = {
  artwork: { basis: 'curator-inferred', certainty: 'probable' },
  ornament: { basis: 'style-tradition', certainty: 'probable' },
  card: { basis: 'style-tradition', certainty: 'probable' },
  'script-art': { basis: 'style-tradition', certainty: 'probable' },
  'script-panel': { basis: 'style-tradition', certainty: 'possible' },
};

/** Photographs are labelled by their motif, and sky art is drawn about a culture from outside. */
const weakGround = { basis: 'curator-inferred', certainty: 'possible' } as const;

/**
 * The pictures of an image set: the `manifest.json` of `@ikat/samples` and of the larger set that it
 * was chosen from (`images` with file, kind, culture, licence, attribution and group).
 *
 * Licences that the format has no name for (GPL, OFL, LPPL …) become `in-copyright` and stand in
 * `rights.statement`. Works of one maker share a leakage group.
 *
 * @throws Error if the text is no JSON or has no `images`.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { cultureBook, importImageSet } from '@ikat/culture';
 * import { samplesManifest } from '@ikat/samples';
 *
 * const text = [await readFile(samplesManifest, 'utf8')];
 * let count = 0;
 * for await (const record of importImageSet(text, { cultures: cultureBook() })) count += record.kind === 'item' ? 1 : 0;
 * console.log(count); // 271
 * ```
 */
export async function* importImageSet(
  chunks: Chunks,
  options: ImportOptions,
): AsyncGenerator<ImportedRecord> {
  const { images, licenses } = imageSet(await wholeText(chunks));
  for (const [index, image] of images.entries()) {
    const record = index + 1;
    const missing = ['id', 'file', 'license'].filter((name) => textField(image, name) === '');
    if (missing.length === 0)
      yield { kind: 'item', record, item: itemOf(image, licenses, options) };
    else yield { kind: 'skipped', record, message: `expected ${missing.join(', ')}, got nothing.` };
  }
}

async function wholeText(chunks: Chunks): Promise<string> {
  let text = '';
  for await (const part of textOf(chunks, 'importImageSet')) text += part;
  return text;
}

function imageSet(text: string): { images: JsonRecord[]; licenses: JsonRecord } {
  let set: JsonRecord;
  try {
    set = JSON.parse(text);
  } catch (cause) {
    throw new Error(`importImageSet: expected JSON, got a mistake: ${(cause as Error).message}.`, {
      cause,
    });
  }
  if (!Array.isArray(set?.images)) throw new Error('importImageSet: expected "images", got none.');
  return { images: set.images, licenses: (set.license_refs ?? {}) as JsonRecord };
}

function itemOf(
  image: JsonRecord,
  licenses: JsonRecord,
  { cultures, imagePath }: ImportOptions,
): ManifestItem {
  const text = (name: string) => textField(image, name);
  const creator = text('creator');
  const license = text('license');
  const note = text('license_note') || textField(licenses, license);
  return compact<ManifestItem>({
    id: text('id'),
    image: compact({
      path: imagePath?.(text('id')) ?? text('file'),
      sha256: text('sha256'),
      width: wholeField(image, 'width'),
      height: wholeField(image, 'height'),
    }),
    title: text('title'),
    makers: creator === '' ? undefined : [{ name: creator }],
    date: text('date') === '' ? undefined : { display: text('date') },
    medium: text('medium'),
    objectType: text('kind'),
    classification: text('cluster'),
    culture: labelsOf(image, cultures),
    rights: compact({
      image: rightsOf(license),
      statement: note === '' ? license : `${license}: ${note}`,
      credit: text('attribution'),
      protocol: 'none-known' as const,
    }),
    source: compact({
      institution: `Debian package ${text('source_package')}`,
      recordDate: text('source_version'),
    }),
    leakageGroup: text('kind') === 'artwork' ? `maker ${creator}` : text('group'),
  });
}

function labelsOf(image: JsonRecord, cultures: ImportOptions['cultures']): Attribution[] {
  const ground = Object.hasOwn(grounds, textField(image, 'kind'))
    ? grounds[textField(image, 'kind')]!
    : weakGround;
  const field = textField(image, 'culture_source') || 'culture';
  return listField(image, 'culture').map((raw) => ({
    id: cultures.idOf({ name: raw, basis: ground.basis, field }),
    raw,
    field,
    ...ground,
    by: 'dataset-author',
  }));
}

function rightsOf(license: string): ImageRights {
  if (license === 'CC0-1.0') return 'cc0';
  if (license === 'LicenseRef-PublicDomain') return 'public-domain';
  if (license.startsWith('CC-BY-SA')) return 'cc-by-sa';
  if (/^CC-BY-\d/.test(license)) return 'cc-by';
  if (license.startsWith('CC-BY-NC')) return 'cc-by-nc';
  return 'in-copyright';
}
