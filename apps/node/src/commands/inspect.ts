import { type FolderReport, inspectFolder, type Spread } from '@ikat/data/node';
import { Command } from 'commander';
import { LARGEST_SIDE, wholeNumber } from '../options.js';
import { commandOutput } from '../output.js';

interface InspectOptions {
  size: number;
  json: boolean;
}

/** `ikat inspect`: what is in a folder of images, before anything is trained on it. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('Say what is in a folder of images: sizes, grey ones, twins, unreadable files.')
    .argument('<folder>', 'a folder of images')
    .option(
      '--size <pixels>',
      'the side of the crops to be trained on',
      wholeNumber(1, LARGEST_SIDE),
      128,
    )
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ ikat inspect photos\n  $ ikat inspect photos --size 256 --json',
    )
    .action(inspect);
}

async function inspect(folder: string, options: InspectOptions): Promise<void> {
  const output = commandOutput(options);
  const report = await inspectFolder(folder, { crop: options.size });
  output.event('result', report);
  for (const line of describe(report, options.size)) output.say(line);
  if (report.images === 0)
    throw new Error(`inspect: expected readable images in ${folder}, got none.`);
}

function describe(report: FolderReport, size: number): string[] {
  const { images, width, height, formats, smallerThanCrop } = report;
  const count = (number: number, what: string) => (number > 0 ? [`${number} ${what}`] : []);
  const range = ({ min, median, max }: Spread) => `${min} to ${max} (median ${median})`;
  return [
    `${images} images in ${report.folder}: ${list(formats)}`,
    ...(width ? [`width  ${range(width)}`] : []),
    ...(height ? [`height ${range(height)}`] : []),
    ...count(smallerThanCrop, `smaller than a crop of ${size}: they are enlarged`),
    ...count(report.grey, 'without colour'),
    ...count(report.alpha, 'with transparency, laid on white'),
    ...count(report.deep, 'of more than 8 bits a channel'),
    ...count(report.cmyk, 'in CMYK, converted'),
    ...count(report.rotated, 'turned by their EXIF orientation'),
    ...count(report.otherFiles, 'other files'),
    ...report.duplicates.map((files) => `the same bytes: ${files.join(', ')}`),
    ...report.nearDuplicates.map(({ files }) => `look the same: ${files.join(', ')}`),
    ...report.unreadable.map(({ file, reason }) => `unreadable: ${file}: ${reason}`),
  ];
}

const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, number]) => `${number} ${name}`)
    .join(', ');
