import type { DescribedSet } from '@ikat/culture';
import { Command } from 'commander';
import { commandOutput } from '../../output.js';
import { writeWhole } from '../../write-whole.js';
import { describeSet } from './described-set-file.js';
import { filesOfManifest } from './manifest-file.js';
import { refuseOverwriting, refuseReplacing } from './refuse-overwriting.js';

interface DescribeOptions {
  out: string;
  allowProxy: boolean;
  force: boolean;
  json: boolean;
}

/** `ikat culture describe`: the styles of pictures in numbers. */
export function cultureDescribeCommand(): Command {
  return new Command('describe')
    .description('Measure the styles of pictures: colour, order, strokes, scale, layout.')
    .argument('<source>', 'a culture manifest, or a folder of pictures (which has no labels)')
    .option('--out <name>', 'writes <name>.csv and <name>.json', 'descriptors')
    .option('--allow-proxy', "let labels count that rest on a maker's nationality alone", false)
    .option('--force', 'overwrite files that are there', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nEach picture is brought to 65536 pixels (256 x 256) by averaging light. Pictures that are missing,\n' +
        'broken or flat are counted and named, and the others described.\n\n' +
        'Examples:\n' +
        '  $ ikat culture describe culture-manifest.json\n' +
        '  $ ikat culture describe photos --out photos-style',
    )
    .action(describe);
}

async function describe(from: string, options: DescribeOptions): Promise<void> {
  const output = commandOutput(options);
  const files = { csv: `${options.out}.csv`, json: `${options.out}.json` };
  refuseReplacing('culture describe', {
    written: Object.values(files),
    read: filesOfManifest(from),
  });
  refuseOverwriting('culture describe', Object.values(files), options.force);
  const { imagesPerCpuSecond, ...set } = await describeSet(
    { command: 'culture describe', from, allowProxy: options.allowProxy },
    output,
  );
  await writeWhole('culture describe', files.csv, csvOf(set));
  await writeWhole('culture describe', files.json, jsonOf(set));
  const counts = { described: set.items.length, leftOut: set.leftOut.length };
  output.event('result', { ...counts, imagesPerCpuSecond, pipeline: set.pipeline, ...files });
  output.say(
    `${counts.described} pictures described, ${counts.leftOut} left out, ${imagesPerCpuSecond.toFixed(1)} for each second of a core`,
  );
  for (const file of Object.values(files)) output.say(`wrote ${file}`);
}

/** RFC 4180, with the cultures and their weights in one column. */
function csvOf({ descriptors, items }: DescribedSet): string {
  const head = ['id', 'file', 'culture', ...descriptors, 'tieShare', 'enlarged'];
  const rows = items.map(({ id, file, culture = [], values, tieShare, enlarged }) => [
    id,
    file,
    culture.map(({ id, weight }) => `${id} ${rounded(weight)}`).join('; '),
    ...values.map(rounded),
    rounded(tieShare),
    enlarged ? '1' : '0',
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const rounded = (value: number) => String(Number(value.toPrecision(7)));

// A text that a spreadsheet would take for a formula is made a text.
const cell = (text: string) => {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line an item, so that two files can be compared line by line. */
function jsonOf({ format, version, items, ...rest }: DescribedSet): string {
  const head = JSON.stringify({ format, version, ...rest }).slice(0, -1);
  return `${head},"items":[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]}\n`;
}
