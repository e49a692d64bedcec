import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Photographs that no model learns from: what the metrics of the cards are measured on. */
export const heldBack = new Set([
  'chichen-itza',
  'eilean-donan-castle-scotland',
  'hawa-mahal-jaipur',
  'kingfisher',
  'lomiri-picosdeeuropa',
  'lomiri-sunset',
  'mont-saint-michel',
  'nagoya-castle',
  'parthenon-athens',
  'petra-jordan',
  'red-panda',
  'scarlet-macaw-w',
]);

const nameOf = ({ file }) => basename(file).replace(/\.\w+$/, '');

/**
 * Copies what a model is trained and measured on: `photos`, `held-back` and `style`, with a manifest
 * beside them, from which the training command takes licences and culture labels for the card.
 */
export function prepareData(recipe, { dataset, folder }) {
  const { images } = JSON.parse(readFileSync(join(dataset, 'manifest.json'), 'utf8'));
  const photos = images.filter(({ kind }) => kind === 'photo');
  const styles = recipe.style.map((file) => styleRecord(images, file, dataset));
  rmSync(folder, { recursive: true, force: true });
  const parts = {
    photos: photos.filter((image) => !heldBack.has(nameOf(image))),
    'held-back': photos.filter((image) => heldBack.has(nameOf(image))),
    style: styles,
  };
  const copied = Object.entries(parts).flatMap(([part, records]) => {
    mkdirSync(join(folder, part), { recursive: true });
    return records.map((record) => {
      const file = `${part}/${basename(record.file)}`;
      copyFileSync(join(dataset, record.file), join(folder, file));
      return { ...record, file };
    });
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ images: copied }, null, 1));
  return { styles, heldBack: parts['held-back'] };
}

function styleRecord(images, file, dataset) {
  const record = images.find((image) => image.file === `images/${file}`);
  if (record) return record;
  throw new Error(
    `train: expected images/${file} in ${dataset}, got nothing. Give the whole image set with --data.`,
  );
}
