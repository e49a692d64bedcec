import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { type CultureMapping, cultureBook, manifestHead } from '@ikat/culture';
import { Argument, Command } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput, type Output } from '../../output.js';
import { UsageError } from '../../usage-error.js';
import { linesBeside } from './manifest-file.js';
import { manifestWriter } from './manifest-writer.js';
import { refuseOverwriting, refuseReplacing } from './refuse-overwriting.js';
import { type SourceName, sources } from './sources.js';

interface ImportOptions {
  out: string;
  cultures?: string;
  images?: string;
  name?: string;
  lines: boolean;
  limit?: number;
  force: boolean;
  json: boolean;
}

/** How many rows that became no items are named one by one. */
const NAMED = 10;

/** `ikat culture import`: a museum's records as a culture manifest. */
export function cultureImportCommand(): Command {
  return new Command('import')
    .description('Make a culture manifest of the records of a museum, or of an image set.')
    .addArgument(new Argument('<source>', 'whose records').choices(Object.keys(sources)))
    .argument('<files...>', 'CSV or JSON files of that source; .gz is unpacked')
    .requiredOption('--out <file>', 'the manifest to write, a .json file')
    .option(
      '--cultures <file>',
      'which labels mean which tradition: {"cultures": […], "rules": […]}',
    )
    .option('--images <pattern>', 'where the images are, with {id}; for example images/{id}.jpg')
    .option('--name <text>', 'the name of the data set')
    .option(
      '--lines',
      'keep the items in a file of lines beside the manifest, for large sets',
      false,
    )
    .option('--limit <count>', 'stop after so many records', wholeNumber(1))
    .option('--force', 'overwrite a manifest that is there', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nThe files are those that the sources publish; nothing is downloaded. Without --cultures each\n' +
        'label becomes a provisional culture of its own, which validate warns of.\n\n' +
        'Examples:\n' +
        '  $ ikat culture import met MetObjects.csv --out met.json --lines\n' +
        '  $ ikat culture import cleveland data.json --out cleveland.json --cultures traditions.json\n' +
        '  $ ikat culture import aic json/artworks/*.json --out chicago.json --images iiif/{id}.jpg',
    )
    .action(importSource);
}

async function importSource(name: SourceName, files: string[], options: ImportOptions) {
  const output = commandOutput(options);
  if (!/\.json$/i.test(options.out))
    throw new UsageError(`culture import: expected --out to end in .json, got ${options.out}.`);
  const written = [options.out, ...(options.lines ? [linesBeside(options.out)] : [])];
  const read = [...files, ...(options.cultures === undefined ? [] : [options.cultures])];
  refuseReplacing('culture import', { written, read });
  refuseOverwriting('culture import', written, options.force);
  const cultures = await bookOf(options.cultures);
  const writer = await manifestWriter(options.out, options.lines);
  try {
    const counts = await importFiles({ name, files, options, output, cultures, writer });
    const head = manifestHead({ ...aboutOf(name, files, options), cultures });
    await writer.finish(head);
    output.event('result', { ...counts, cultures: head.cultures.length, out: options.out });
    output.say(
      `${counts.items} items of ${head.cultures.length} cultures in ${options.out}; ${counts.skipped} records left out`,
    );
    output.say(`Check it: ikat culture validate ${options.out}`);
  } finally {
    await writer.close();
  }
}

async function importFiles({
  name,
  files,
  options,
  output,
  cultures,
  writer,
}: {
  name: SourceName;
  files: readonly string[];
  options: ImportOptions;
  output: Output;
  cultures: ReturnType<typeof cultureBook>;
  writer: Awaited<ReturnType<typeof manifestWriter>>;
}) {
  const counts = { records: 0, items: 0, skipped: 0 };
  const imagePath = imagePathOf(options.images);
  for (const file of files) {
    for await (const record of sources[name].read(bytesOf(file), { cultures, imagePath })) {
      counts.records++;
      if (record.kind === 'item') {
        counts.items++;
        await writer.add(record.item);
      } else {
        counts.skipped++;
        const where = record.line === undefined ? `record ${record.record}` : `line ${record.line}`;
        output.event('skipped', {
          file,
          record: record.record,
          line: record.line,
          message: record.message,
        });
        if (counts.skipped <= NAMED) output.warn(`Left out ${file}, ${where}: ${record.message}`);
      }
      if (counts.records === options.limit) break;
    }
    if (counts.records === options.limit) break;
  }
  if (counts.skipped > NAMED) output.warn(`Left out ${counts.skipped - NAMED} more.`);
  if (counts.items === 0)
    throw new Error(
      `culture import: expected records of ${name}, got none in ${files.join(', ')}.`,
    );
  return counts;
}

function bytesOf(file: string): AsyncIterable<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: 1 << 18 });
  if (!/\.gz$/i.test(file)) return stream;
  const unpacked = createGunzip();
  stream.on('error', (error) => unpacked.destroy(error));
  return stream.pipe(unpacked);
}

function imagePathOf(pattern: string | undefined) {
  if (pattern === undefined) return undefined;
  if (!pattern.includes('{id}'))
    throw new UsageError(`culture import: expected --images with {id} in it, got ${pattern}.`);
  return (id: string) => pattern.replaceAll('{id}', id);
}

async function bookOf(file: string | undefined) {
  if (file === undefined) return cultureBook();
  const text = await readFile(file, 'utf8');
  let mapping: CultureMapping;
  try {
    mapping = JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `culture import: expected JSON in ${file}, got a mistake: ${(cause as Error).message}.`,
      { cause },
    );
  }
  if (!Array.isArray(mapping?.cultures) || !Array.isArray(mapping.rules))
    throw new Error(`culture import: expected "cultures" and "rules" in ${file}, got others.`);
  return cultureBook(mapping);
}

function aboutOf(name: SourceName, files: readonly string[], options: ImportOptions) {
  const { title, creator, license, policy } = sources[name];
  const from = files.length > 3 ? `${files.length} files` : files.map(baseName).join(', ');
  return {
    name: options.name ?? title,
    description: `${title}: records imported from ${from}.`,
    license,
    creator: [creator],
    datePublished: new Date().toISOString().slice(0, 10),
    attributionPolicy: policy,
  };
}

const baseName = (file: string) => file.split(/[\\/]/).at(-1)!;
