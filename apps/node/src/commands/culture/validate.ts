import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { faultText, type ManifestFault, type ManifestItem, trainingItems } from '@ikat/culture';
import { Command } from 'commander';
import { commandOutput, type Output } from '../../output.js';
import { manifestParts } from './manifest-file.js';

interface ValidateOptions {
  files: boolean;
  json: boolean;
}

/** More faults than this are counted, not shown. */
const SHOWN = 1000;

/** `ikat culture validate`: all that is wrong with a manifest, and what must be known of it. */
export function cultureValidateCommand(): Command {
  return new Command('validate')
    .description('Check a culture manifest: all errors at once, with line, item and rule.')
    .argument('<manifest>', 'a culture manifest; items in lines beside it are read, too')
    .option('--files', 'check that the images are there and have their checksums', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nErrors make the exit code 1; warnings are things to know before labels are compared.\n\n' +
        'Examples:\n' +
        '  $ ikat culture validate culture-manifest.json\n' +
        '  $ ikat culture validate met.json --files --json',
    )
    .action(validate);
}

async function validate(file: string, options: ValidateOptions): Promise<void> {
  const output = commandOutput(options);
  const counts = { items: 0, errors: 0, warnings: 0, trainable: 0 };
  const closed = new Map<string, number>();
  for await (const part of manifestParts(file)) {
    if (part.kind === 'item') {
      counts.items++;
      countTraining(part.item, counts, closed);
      if (options.files) await checkFile(part.item, { file, counts, output });
    }
    if (part.kind === 'faults') for (const fault of part.faults) tell(fault, { counts, output });
  }
  const { items, errors, warnings, trainable } = counts;
  output.event('result', {
    file,
    items,
    errors,
    warnings,
    trainable,
    closed: Object.fromEntries(closed),
  });
  if (errors + warnings > SHOWN) output.warn(`${errors + warnings - SHOWN} more are not shown.`);
  if (errors > 0)
    throw new Error(
      `culture validate: expected a manifest without errors, got ${errors} in ${file}.`,
    );
  output.say(
    `${file}: ${items} items, no errors, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  );
  output.say(`${trainable} items may be trained on${closedText(closed)}`);
}

function tell(
  fault: ManifestFault,
  { counts, output }: { counts: { errors: number; warnings: number }; output: Output },
): void {
  if (fault.severity === 'error') counts.errors++;
  else counts.warnings++;
  if (counts.errors + counts.warnings > SHOWN) return;
  output.event('fault', fault);
  output.warn(`${fault.severity}: ${faultText(fault)}`);
}

function countTraining(
  item: ManifestItem,
  counts: { trainable: number },
  closed: Map<string, number>,
): void {
  const chosen = trainingItems({ items: [item] });
  if (chosen.kind === 'training items') {
    counts.trainable++;
    return;
  }
  const { protocol = 'none-known', image } = item.rights;
  const why = protocol === 'none-known' || protocol === 'notice' ? image : protocol;
  closed.set(why, (closed.get(why) ?? 0) + 1);
}

const closedText = (closed: ReadonlyMap<string, number>) =>
  closed.size === 0
    ? ''
    : `; kept out: ${[...closed].map(([why, count]) => `${why} ${count}`).join(', ')}`;

async function checkFile(
  { id, image }: ManifestItem,
  {
    file,
    counts,
    output,
  }: { file: string; counts: { errors: number; warnings: number }; output: Output },
): Promise<void> {
  const path = resolve(dirname(file), image.path);
  const fault = (message: string) =>
    tell(
      { severity: 'error', rule: 'image-file', path: 'image', item: id, message },
      { counts, output },
    );
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) fault(`expected a file, got none at ${image.path}.`);
  else if (image.sha256 !== undefined && (await checksum(path)) !== image.sha256)
    fault(`expected the checksum of the manifest, got another for ${image.path}.`);
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
