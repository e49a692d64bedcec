import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { messageOf } from '../message-of.js';
import type { FileStream, ImageFilesOptions } from './file-stream.js';
import { imageFiles } from './image-folder.js';

/** What a manifest says of one image, whichever of the two formats it has. */
export interface ManifestImage {
  id: string;
  /** Path from the folder of the manifest. */
  file: string;
  /** Labels of the cultures it is attributed to. */
  culture: readonly string[];
  /** For example `photo`, `artwork`, `ornament`. */
  kind?: string | undefined;
  /** One style of one culture. */
  cluster?: string | undefined;
  /** SPDX name, or the word of the culture manifest. */
  license?: string | undefined;
  /** `train`, `val` or `test`. */
  split?: string | undefined;
}

/** What {@link manifestImages} takes: the images that fit all of these. */
export interface ManifestImagesOptions extends ImageFilesOptions {
  cluster?: string | readonly string[] | undefined;
  culture?: string | readonly string[] | undefined;
  kind?: string | readonly string[] | undefined;
  license?: string | readonly string[] | undefined;
  split?: string | readonly string[] | undefined;
}

/** The two formats, of which only what is read here is named. */
interface PictureRecord {
  id: string;
  file: string;
  culture?: string[] | null;
  kind?: string;
  cluster?: string;
  license?: string;
}

interface CultureItem {
  id: string;
  image: { path: string };
  culture?: { id: string }[];
  objectType?: string;
  classification?: string;
  rights?: { image?: string };
  split?: string;
}

interface ManifestFile {
  images?: PictureRecord[];
  items?: CultureItem[];
}

function parsed(file: string): ManifestFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(
      `manifestImages: expected a manifest, got ${file}, which cannot be read (${messageOf(cause)}).`,
      { cause },
    );
  }
}

const ofCultureItem = (item: CultureItem): ManifestImage => ({
  id: item.id,
  file: item.image.path,
  culture: (item.culture ?? []).map(({ id }) => id),
  kind: item.objectType,
  cluster: item.classification,
  license: item.rights?.image,
  split: item.split,
});

/**
 * Reads which images a manifest lists: that of `@ikat/samples`, or a culture manifest
 * (`format: "culture-manifest"`).
 *
 * @throws Error if there is no such file or it is neither
 *
 * @example
 * ```ts
 * import { readManifest } from '@ikat/data/node';
 * import { samplesManifest } from '@ikat/samples';
 *
 * const prints = readManifest(samplesManifest).filter((image) => image.cluster === 'japanese-ukiyoe');
 * console.log(prints.length); // 7
 * ```
 */
export function readManifest(file: string): ManifestImage[] {
  const { images, items } = parsed(file);
  if (Array.isArray(items)) return items.map(ofCultureItem);
  if (Array.isArray(images))
    return images.map((record) => ({ ...record, culture: record.culture ?? [] }));
  throw new Error(
    `manifestImages: expected a manifest with a list of images or items, got ${file}, which has neither.`,
  );
}

const fields = ['cluster', 'culture', 'kind', 'license', 'split'] as const;

function fits(image: ManifestImage, options: ManifestImagesOptions): boolean {
  return fields.every((field) => {
    const wanted = options[field];
    if (wanted === undefined) return true;
    const values = [image[field] ?? []].flat();
    return [wanted].flat().some((value) => values.includes(value));
  });
}

/**
 * The images that a manifest lists and that fit, as a stream like that of `imageFolder`. A filter is
 * a value or a list of values of which one must fit; an image of several cultures fits by any.
 *
 * @param manifest path of the manifest; image paths count from its folder
 * @throws Error if there is no such manifest or nothing in it fits
 *
 * @example
 * ```ts
 * import { manifestImages } from '@ikat/data/node';
 * import { samplesManifest } from '@ikat/samples';
 *
 * const photos = manifestImages(samplesManifest, { kind: 'photo', culture: 'Indian', size: 32 });
 * console.log(photos.files.length > 5); // true
 * ```
 */
export function manifestImages(
  manifest: string,
  options: ManifestImagesOptions = {},
): FileStream<tf.Tensor4D> {
  const files = readManifest(manifest)
    .filter((image) => fits(image, options))
    .map(({ file }) => join(dirname(manifest), file));
  if (files.length > 0) return imageFiles('manifestImages', files, options);
  const asked = fields
    .filter((field) => options[field] !== undefined)
    .map((field) => `${field} ${[options[field]].flat().join(' or ')}`);
  throw new Error(
    `manifestImages: expected images in ${manifest}, got none${asked.length > 0 ? ` of ${asked.join(', ')}` : ''}.`,
  );
}
