import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { samplesFolder, samplesManifest } from '@ikat/samples';
import type { Sample, Samples } from '../src/shipped/samples.js';
import type { ShippedFile } from './shipped-files.js';

const PHOTOS = [
  'images/photo-france/photo/mont-saint-michel.jpg',
  'images/photo-nature/photo/kingfisher.jpg',
  'images/photo-india/photo/hawa-mahal-jaipur.jpg',
];

const STYLES = [
  'images/european-impressionism/artwork/van-gogh-the-church-at-auvers-sur-oise.jpg',
  'images/japanese-ukiyoe/artwork/hokusai-kazusa-sea-route.jpg',
  'images/european-impressionism/artwork/van-gogh-entrance-hall-of-saint-paul-hospital.jpg',
];

/** What the Train room offers to train with: as many as the samples have of one kind, at most this. */
const SETS = {
  photographs: 'images/photo-nature/photo/',
  paintings: 'images/european-impressionism/artwork/',
};
const SET_SIZE = 12;
const GLYPHS = 'glyphs28/train-images-idx3-ubyte.gz';

interface ManifestImage {
  file: string;
  title: string;
  creator: string;
  culture: string[] | null;
  culture_source: string;
  license: string;
  attribution: string;
}

/** The sample pictures, what is known of them, and the licence texts that travel with them. */
export function sampleFiles(): ShippedFile[] {
  const { images } = JSON.parse(readFileSync(samplesManifest, 'utf8')) as {
    images: ManifestImage[];
  };
  const record = (file: string) => sampleOf(images.find((image) => image.file === file)!);
  const setOf = (folder: string) =>
    images
      .map(({ file }) => file)
      .filter((file) => file.startsWith(folder))
      .slice(0, SET_SIZE);
  const [photographs, paintings] = [setOf(SETS.photographs), setOf(SETS.paintings)];
  const index: Samples = {
    photos: PHOTOS.map(record),
    styles: STYLES.map(record),
    sets: { photographs: photographs.map(record), paintings: paintings.map(record) },
    glyphs: 'samples/glyphs28.gz',
  };
  return [
    ['samples/index.json', { text: JSON.stringify(index) }],
    ['samples/GPL-3.0.txt', { file: join(samplesFolder, 'licenses', 'GPL-3.0.txt') }],
    [index.glyphs, { file: join(samplesFolder, GLYPHS) }],
    ...[...PHOTOS, ...STYLES, ...photographs, ...paintings].map(
      (file): ShippedFile => [`samples/${basename(file)}`, { file: join(samplesFolder, file) }],
    ),
  ];
}

const sampleOf = (image: ManifestImage): Sample => ({
  path: `samples/${basename(image.file)}`,
  title: image.title,
  creator: image.creator,
  cultures: (image.culture ?? []).map((label) => ({ label, basis: image.culture_source })),
  licence: image.license,
  attribution: image.attribution,
});
