import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  croissant,
  datasheet,
  faultText,
  type ManifestHead,
  type ManifestItem,
} from '@ikat/culture';
import { Command } from 'commander';
import { commandOutput } from '../../output.js';
import { UsageError } from '../../usage-error.js';
import { writeWhole } from '../../write-whole.js';
import { filesOfManifest, linesBeside, type ManifestPart, manifestParts } from './manifest-file.js';
import { refuseReplacing } from './refuse-overwriting.js';

interface DatasheetOptions {
  out: string;
  croissant?: string;
  url?: string;
  biases?: string;
  json: boolean;
}

/** `ikat culture datasheet`: the datasheet of a data set, and its Croissant description. */
export function cultureDatasheetCommand(): Command {
  return new Command('datasheet')
    .description('Write the datasheet of a manifest (Markdown), and its Croissant description.')
    .argument('<manifest>', 'a culture manifest without errors')
    .option('--out <file>', 'the datasheet to write', 'datasheet.md')
    .option('--croissant <file>', 'the Croissant 1.1 description to write as well (JSON-LD)')
    .option('--url <address>', 'where the data set is published; Croissant requires it')
    .option('--biases <text>', 'what an audit found that labels go with, for Croissant')
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nQuestions that the manifest does not answer are printed as open: answer them in its "datasheet".\n\n' +
        'Examples:\n' +
        '  $ ikat culture datasheet culture-manifest.json\n' +
        '  $ ikat culture datasheet met.json --croissant croissant.json --url https://example.org/met',
    )
    .action(writeDatasheet);
}

async function writeDatasheet(file: string, options: DatasheetOptions): Promise<void> {
  const output = commandOutput(options);
  if (options.url !== undefined && !URL.canParse(options.url))
    throw new UsageError(`culture datasheet: expected --url to be an address, got ${options.url}.`);
  refuseReplacing('culture datasheet', {
    written: [options.out, ...(options.croissant === undefined ? [] : [options.croissant])],
    read: filesOfManifest(file),
  });
  const head = await headOf(file);
  if (options.croissant !== undefined && head.url === undefined && options.url === undefined)
    throw new UsageError(
      'culture datasheet: expected --url, got nothing. Croissant requires an address.',
    );
  await writeWhole('culture datasheet', options.out, await datasheet(head, itemsOf(file)));
  if (options.croissant !== undefined) await writeCroissant(file, head, options);
  const { out, croissant } = options;
  output.event('result', { datasheet: out, ...(croissant === undefined ? {} : { croissant }) });
  for (const written of [out, croissant]) if (written !== undefined) output.say(`wrote ${written}`);
}

async function writeCroissant(file: string, head: ManifestHead, options: DatasheetOptions) {
  const lines = linesBeside(file);
  const held = lines !== file && existsSync(lines) ? lines : file;
  const description = await croissant(head, itemsOf(file), {
    manifestFile: basename(held),
    sha256: await checksum(held),
    url: options.url,
    biases: options.biases,
  });
  await writeWhole(
    'culture datasheet',
    options.croissant!,
    `${JSON.stringify(description, null, 2)}\n`,
  );
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function headOf(file: string): Promise<ManifestHead> {
  for await (const part of manifestParts(file)) {
    if (part.kind === 'head') return part.head;
    refuse(file, part);
  }
  throw new Error(`culture datasheet: expected a manifest in ${file}, got nothing.`);
}

async function* itemsOf(file: string): AsyncGenerator<ManifestItem> {
  for await (const part of manifestParts(file)) {
    if (part.kind === 'item') yield part.item;
    else refuse(file, part);
  }
}

function refuse(file: string, part: ManifestPart): void {
  if (part.kind !== 'faults') return;
  const error = part.faults.find(({ severity }) => severity === 'error');
  if (error)
    throw new Error(
      `culture datasheet: expected a manifest without errors in ${file}, got: ${faultText(error)} See ikat culture validate.`,
    );
}
