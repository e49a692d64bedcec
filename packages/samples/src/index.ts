import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds the sample files.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { samplesFolder } from '@ikat/samples';
 *
 * const attributions = await readFile(`${samplesFolder}/ATTRIBUTION.txt`, 'utf8');
 * console.log(attributions.split('\n')[0]); // One line an image: file | attribution | licence
 * ```
 */
export const samplesFolder: string = fileURLToPath(new URL('../files', import.meta.url));

/**
 * The manifest: one record an image with its title, creator, culture labels and where they come
 * from, licence, attribution and checksum.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { samplesManifest } from '@ikat/samples';
 *
 * const { images } = JSON.parse(await readFile(samplesManifest, 'utf8'));
 * console.log(images.length); // 271
 * ```
 */
export const samplesManifest: string = join(samplesFolder, 'manifest.json');

/**
 * The same in the format of culture manifests, which says of each label what it rests on, how
 * certain it is and who gave it.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const { format, items } = JSON.parse(await readFile(samplesCultureManifest, 'utf8'));
 * console.log(format, items.length); // culture-manifest 271
 * ```
 */
export const samplesCultureManifest: string = join(samplesFolder, 'culture-manifest.json');

/** The files and folders of the samples that programs ask for most. */
export interface SamplePaths {
  /** A folder of 52 photographs of animals and landscapes. */
  readonly photos: string;
  /** A folder of 7 Japanese woodblock prints (Hokusai and Hiroshige). */
  readonly ukiyoe: string;
  /** A folder of 11 impressionist and post-impressionist paintings, six of them by van Gogh. */
  readonly impressionism: string;
  /** A folder of 29 ornaments after Chinese tradition, black on white. */
  readonly chineseOrnament: string;
  /** A folder of 45 ornaments after European tradition, black on white. */
  readonly westernOrnament: string;
  /** A folder of 29 panels of Egyptian hieroglyphs, black on white. */
  readonly hieroglyphs: string;
  /** A folder of 12 panels of Maya glyphs, black on white. */
  readonly mayaGlyphs: string;
  /** 6400 glyphs of eight scripts, 28 x 28, as a gzipped IDX file. */
  readonly glyphs: string;
  /** The script of each glyph (0 latin, 1 han, 2 kana, 3 hangul, 4 arabic, 5 devanagari, 6 ethiopic, 7 cherokee). */
  readonly glyphLabels: string;
  /** One good photograph to restyle: Mont Saint-Michel, 512 x 288, CC0. */
  readonly photo: string;
  /** One good style: The Church at Auvers-sur-Oise by van Gogh, 392 x 494, public domain. */
  readonly painting: string;
}

const images = (cluster: string, kind: string, name = '') =>
  join(samplesFolder, 'images', cluster, kind, name);

/**
 * Where the most used samples are, by name; everything else is in the manifest.
 *
 * @example
 * ```ts
 * import { readdir } from 'node:fs/promises';
 * import { samplePaths } from '@ikat/samples';
 *
 * console.log((await readdir(samplePaths.ukiyoe)).length); // 7
 * ```
 */
export const samplePaths: SamplePaths = {
  photos: images('photo-nature', 'photo'),
  ukiyoe: images('japanese-ukiyoe', 'artwork'),
  impressionism: images('european-impressionism', 'artwork'),
  chineseOrnament: images('chinese-ornament', 'ornament'),
  westernOrnament: images('western-ornament', 'ornament'),
  hieroglyphs: images('egyptian-hieroglyphs', 'script-art'),
  mayaGlyphs: images('maya-glyphs', 'script-art'),
  glyphs: join(samplesFolder, 'glyphs28', 'train-images-idx3-ubyte.gz'),
  glyphLabels: join(samplesFolder, 'glyphs28', 'train-labels-idx1-ubyte.gz'),
  photo: images('photo-france', 'photo', 'mont-saint-michel.jpg'),
  painting: images(
    'european-impressionism',
    'artwork',
    'van-gogh-the-church-at-auvers-sur-oise.jpg',
  ),
};
