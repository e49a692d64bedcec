import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childSeed } from '@ikat/random';
import { type Catalogue, catalogues, checkCatalogue } from './languages/catalogue.js';
import { noisePicture } from './noise-picture.js';
import { pageHtml } from './page-html.js';
import { placeholders } from './placeholders.js';
import { readDesign } from './read-design.js';
import type { StudyFile } from './study-file.js';

/** Options of {@link buildStudy}. */
export interface BuildOptions {
  /** The design, whose SHA-256 goes into every export. */
  readonly design: string;
  /** A folder with `content/<content>.jpg`, `<system>/<content>.jpg`, `works/<tradition>/<work>.jpg`. */
  readonly pictures: string;
  /** The folder to write. */
  readonly out: string;
  /** Catalogues of more languages, by code; `direction` may be `rtl`. */
  readonly languages?: Readonly<Record<string, unknown>> | undefined;
}

/** What was written. */
export interface BuiltStudy {
  readonly sha: string;
  readonly pictures: number;
  readonly languages: readonly string[];
}

const PICTURES = ['.jpg', '.jpeg', '.png', '.webp', '.avif'];

/**
 * Writes the static folder of a study: a page, a script, a style sheet and the pictures. Any web server
 * can serve it; it asks nobody else for anything, and the answers stay with the participant.
 *
 * @throws Error that lists all pictures that are missing, RangeError for texts of the example plan that were
 * left in the design
 */
export async function buildStudy(options: BuildOptions): Promise<BuiltStudy> {
  const { study, sha } = await readDesign(options.design);
  refusePlaceholders(study);
  const languages: Record<string, Catalogue> = { ...catalogues };
  for (const [code, texts] of Object.entries(options.languages ?? {})) {
    languages[code] = checkCatalogue(code, texts);
  }
  const found = await findPictures(study, options.pictures);
  await mkdir(join(options.out, 'pictures'), { recursive: true });
  const images: Record<string, string> = {};
  for (const [name, file] of found) {
    // Numbers, so that no address tells a participant the system.
    images[name] =
      `pictures/${String(Object.keys(images).length + 1).padStart(4, '0')}${extname(file).toLowerCase()}`;
    await copyFile(file, join(options.out, images[name]));
  }
  const noise = noisePicture(192, childSeed(study.seed, 'noise'));
  const noiseFile = 'pictures/0000.bmp';
  await writeFile(join(options.out, noiseFile), noise);
  for (const content of study.contents) images[`noise/${content}`] = noiseFile;
  // The built page: the same folder from src/ and from dist/.
  const page = fileURLToPath(new URL('../dist/page/', import.meta.url));
  for (const name of ['page.js', 'style.css'])
    await copyFile(join(page, name), join(options.out, name));
  await writeFile(join(options.out, 'index.html'), pageHtml({ study, sha }, images, languages));
  return { sha, pictures: found.size, languages: Object.keys(languages) };
}

function refusePlaceholders(study: StudyFile): void {
  const left = placeholders(study);
  if (left.length === 0) return;
  throw new RangeError(
    `buildStudy: expected your own words in the design, got those of the example in ${left.join(', ')}. ` +
      'Participants read them: fill in the plan, and make the design again.',
  );
}

async function findPictures(study: StudyFile, folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const [room, pictures] of roomsOf(study)) {
    const names = await readdir(join(folder, room)).catch(() => []);
    for (const picture of pictures) {
      const file = names.find(
        (name) => parse(name).name === picture && PICTURES.includes(extname(name).toLowerCase()),
      );
      if (file === undefined) missing.push(`${room}/${picture}`);
      else found.set(`${room}/${picture}`, join(folder, room, file));
    }
  }
  if (missing.length > 0) {
    const named = missing.slice(0, 10).join(', ');
    const all =
      study.recognition === undefined
        ? 'a picture of every system and content'
        : 'pictures of every system and content, and of every work to be recognised,';
    throw new Error(
      `buildStudy: expected ${all} in ${folder}, got none of ${named}` +
        `${missing.length > 10 ? ` and ${missing.length - 10} more` : ''}. ` +
        'Their names are <system>/<content>.jpg, content/<content>.jpg for the photographs, and ' +
        'works/<tradition>/<work>.jpg for works.',
    );
  }
  return found;
}

/** The folders of pictures, and the names of those in each. */
function roomsOf(study: StudyFile): (readonly [room: string, pictures: readonly string[]])[] {
  const works = study.recognition === undefined ? [] : study.traditions;
  return [
    ...['content', ...study.systems.map(({ id }) => id)].map(
      (room) => [room, study.contents] as const,
    ),
    ...works.map(({ id, works: own = [] }) => [`works/${id}`, own.map((work) => work.id)] as const),
  ];
}
