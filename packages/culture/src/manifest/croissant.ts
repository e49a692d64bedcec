import { croissantContext } from './croissant-context.js';
import { croissantRecordSets } from './croissant-record-sets.js';
import { ethicsNotes } from './ethics-notes.js';
import { countsText, type ManifestSummary, summaryOf } from './manifest-summary.js';
import type { ManifestHead, ManifestItem } from './types.js';
import { SMALLEST_GROUP } from './warnings.js';

/** Where the data set is, and what is known of it besides. */
export interface CroissantOptions {
  /** The manifest's file beside the description; `culture-manifest.json` by default. */
  manifestFile?: string | undefined;
  /** The SHA-256 of that file, in hexadecimal digits. */
  sha256?: string | undefined;
  /** The page of the data set, if the manifest has no `url`. */
  url?: string | undefined;
  /** What an audit found that labels go with: museum, medium, capture, century. */
  biases?: string | undefined;
  /** Who rated or labelled, in coarse bands only. */
  annotators?: string | undefined;
}

/** JSON-LD. */
export type JsonLd = { [name: string]: unknown };

/**
 * The Croissant 1.1 description of a data set, with its responsible-AI part, as JSON-LD.
 *
 * Items, cultures and splits are record sets; a culture label is a nested field (id, raw, basis,
 * certainty, weight, by) that is a `cr:Label`, equivalent to Wikidata's P2596. The attribution policy
 * is `rai:dataAnnotationProtocol`; limits and the ethical notes are `rai:dataLimitations`; each item's
 * record is what it was derived from (PROV-O).
 *
 * Source: Croissant Format Specification 1.1 and RAI 1.0, MLCommons.
 *
 * @throws RangeError if neither the manifest nor the options have a `url`: Croissant requires one.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { croissant, readManifest } from '@ikat/culture';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const check = readManifest(await readFile(samplesCultureManifest, 'utf8'));
 * if (check.kind === 'valid') {
 *   const { items, ...head } = check.manifest;
 *   const description = await croissant(head, items, { url: 'https://example.org/samples' });
 *   console.log(description['@type'], description.datePublished); // sc:Dataset 2026-11-22
 * }
 * ```
 */
export async function croissant(
  head: ManifestHead,
  items: Iterable<ManifestItem> | AsyncIterable<ManifestItem>,
  options: CroissantOptions = {},
): Promise<JsonLd> {
  const url = head.url ?? options.url;
  if (url === undefined)
    throw new RangeError(
      'croissant: expected a url, got none. Croissant requires the address of the data set.',
    );
  const summary = await summaryOf(items, head.cultures);
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: head.name,
    description: head.description,
    license: licenseAddress(head.license),
    url,
    creator: head.creator.map((name) => ({ '@type': 'sc:Organization', name })),
    datePublished: head.datePublished,
    version: '1.0.0',
    ...(head.citeAs ? { citeAs: head.citeAs } : {}),
    ...responsible(head, summary, options),
    distribution: distribution(summary, options),
    recordSet: croissantRecordSets(head.cultures, rootOf(options)),
  };
}

/** Where an item is in its file: in a list of the manifest, or on a line by itself. */
const rootOf = ({ manifestFile }: CroissantOptions) =>
  manifestFile?.endsWith('.jsonl') ? '$' : '$.items[*]';

/** Licences are addresses in Croissant; an SPDX id has one. */
const licenseAddress = (license: string) =>
  /^[a-z][a-z0-9+.-]*:/i.test(license) ? license : `https://spdx.org/licenses/${license}.html`;

function responsible(
  head: ManifestHead,
  summary: ManifestSummary,
  options: CroissantOptions,
): JsonLd {
  const small = [...summary.cultures.values()].filter(({ items }) => items < SMALLEST_GROUP).length;
  const limits = `${summary.unlabelled} of ${summary.items} items have no label that counts; ${small} of ${head.cultures.length} cultures have fewer than ${SMALLEST_GROUP} items and must not be tested.`;
  return {
    'rai:dataCollection': `Sources: ${countsText(summary.institutions)}.`,
    'rai:dataAnnotationProtocol': head.attributionPolicy,
    'rai:dataAnnotationAnalysis': `Labels rest on: ${countsText(summary.bases)}. Given by: ${countsText(summary.authors)}.`,
    'rai:dataBiases':
      options.biases ?? `Not audited here. Items by source: ${countsText(summary.institutions)}.`,
    'rai:dataLimitations': [limits, ...ethicsNotes],
    'rai:personalSensitiveInformation': ['Culture'],
    ...(options.annotators ? { 'rai:annotatorDemographics': options.annotators } : {}),
  };
}

const mediaTypes: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
};

function distribution({ images }: ManifestSummary, options: CroissantOptions): JsonLd[] {
  const file = options.manifestFile ?? 'culture-manifest.json';
  const extensions = [...images.extensions.keys()].sort();
  return [
    {
      '@type': 'cr:FileObject',
      '@id': 'manifest',
      name: 'manifest',
      description: 'The culture manifest: labels, rights and sources of each image.',
      contentUrl: file,
      encodingFormat: file.endsWith('.jsonl') ? 'application/jsonlines' : 'application/json',
      ...(options.sha256 ? { sha256: options.sha256 } : {}),
    },
    {
      '@type': 'cr:FileSet',
      '@id': 'images',
      name: 'images',
      description: 'The image files, by their paths in the manifest.',
      encodingFormat: [
        ...new Set(
          extensions.map((extension) =>
            Object.hasOwn(mediaTypes, extension) ? mediaTypes[extension]! : 'image/*',
          ),
        ),
      ],
      includes: extensions.map((extension) => (extension === 'none' ? '**/*' : `**/*${extension}`)),
    },
  ];
}
