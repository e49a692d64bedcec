import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const imageName = /\.(jpe?g|png|webp|avif|tiff?|gif)$/i;

function entriesOf(name: string, folder: string): Dirent[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`${name}: expected a folder of images, got nothing at ${folder}.`);
  if (!found.isDirectory())
    throw new Error(
      `${name}: expected a folder of images, got the file ${folder}. Use readImage for one image.`,
    );
  return readdirSync(folder, { withFileTypes: true });
}

/** Every file below a folder, by path, in the order of the code units of their names. */
export function listFiles(name: string, folder: string): string[] {
  const entries = entriesOf(name, folder).filter((entry) => !entry.name.startsWith('.'));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    // A link to a folder is not followed: it may lead back here.
    return entry.isDirectory() ? listFiles(name, path) : [path];
  });
}

/** {@link listImages} under the name of whoever asks. */
export function imagesBelow(name: string, folder: string): string[] {
  const files = listFiles(name, folder);
  const images = files.filter((file) => imageName.test(file));
  if (images.length > 0) return images;
  const others = files.length === 0 ? 'is empty' : `holds ${files.length} other files`;
  throw new Error(
    `${name}: expected images in ${folder}, got none: it ${others}. Images end in .jpg, .png, .webp, .avif, .tif or .gif.`,
  );
}

/**
 * Lists the images below a folder, in a fixed order, folders within it included and hidden files
 * left out.
 *
 * @returns their paths, each starting with `folder`
 * @throws Error if there is no such folder or no image in it
 *
 * @example
 * ```ts
 * import { listImages } from '@ikat/data/node';
 *
 * console.log(listImages('photos').length); // 4
 * ```
 */
export function listImages(folder: string): string[] {
  return imagesBelow('listImages', folder);
}
