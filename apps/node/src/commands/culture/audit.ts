import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type AuditedSet, auditReport, auditSet, type DescribedItem } from '@ikat/culture';
import { Command } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput, type Output } from '../../output.js';
import { UsageError } from '../../usage-error.js';
import { describePictures, type NamedPicture } from './describe-pictures.js';
import { folderPictures } from './described-set-file.js';
import {
  type ReportFileOptions,
  reportFiles,
  reportLanguages,
  withReportOptions,
  writeReportFiles,
} from './report-files.js';

interface AuditOptions extends ReportFileOptions {
  generated: string;
  real: string;
  content?: string;
  model?: string;
  resamples: number;
  neighbours: number;
  seed: number;
}

const COMMAND = 'culture audit';

/** `ikat culture audit`: whom a model serves worst, and whether it flattens or exaggerates. */
export function cultureAuditCommand(): Command {
  const command = new Command('audit')
    .description(
      'Ask whom a model serves worst, and whether it flattens or exaggerates traditions.',
    )
    .requiredOption('--generated <folder>', 'what the model made: a folder for each tradition')
    .requiredOption('--real <folder>', 'works the model has not seen: folders of the same names')
    .option('--content <folder>', 'what the pictures were made from, with the same file names')
    .option('--model <text>', 'the name of the model, for the report')
    .option('--neighbours <count>', 'of precision and coverage', wholeNumber(1, 100), 5)
    .option('--resamples <count>', 'resamples of an interval', wholeNumber(19, 99_999), 500)
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0);
  return withReportOptions(command, 'culture-audit.html')
    .addHelpText(
      'after',
      '\nThe content may be one folder for all traditions, or a folder for each; a file belongs to the\n' +
        'generated picture of the same name (out/ink/boat.png to content/boat.jpg). Traditions with fewer\n' +
        'than 20 real or generated pictures are shown and not compared.\n\n' +
        'Examples:\n' +
        '  $ ikat culture audit --generated out --real held-out --content photos\n' +
        '  $ ikat culture audit --generated out --real held-out --model "ink 3" --language zh',
    )
    .action(audit);
}

async function audit(options: AuditOptions): Promise<void> {
  const output = commandOutput(options);
  const files = reportFiles(COMMAND, options);
  const found = culturesOf(options);
  const { set, imagesPerSecond } = await describedFolders(found, options, output);
  const { neighbours, resamples, seed } = options;
  const result = auditSet(set, { neighbours, resamples, seed });
  if (result.kind === 'refused') throw new Error(`${COMMAND}: ${result.message}`);
  const report = auditReport(result, reportLanguages[options.language]);
  await writeReportFiles(files, { report, data: result }, output);
  const { summary } = result.audit;
  const worst = summary.kind === 'refused' ? undefined : summary.worst;
  output.event('result', { worst, imagesPerSecond, leftOut: result.leftOut.length, ...files });
  for (const line of report.lead) output.say(line);
  const [first] = report.parts[0]!.blocks;
  if (first?.kind === 'verdict') output.say(`${first.title}. ${first.text}`);
}

/** The traditions that both folders hold; those of one alone are an error, not left out in silence. */
function culturesOf({ generated, real, content }: AuditOptions): string[] {
  const [made, works] = [foldersIn('--generated', generated), foldersIn('--real', real)];
  if (content !== undefined && !existsSync(content))
    throw new UsageError(`${COMMAND}: expected a folder in --content, got nothing at ${content}.`);
  const lonely =
    made.find((name) => !works.includes(name)) ?? works.find((name) => !made.includes(name));
  if (lonely !== undefined)
    throw new UsageError(
      `${COMMAND}: expected the same folders in --generated and --real, got ${lonely} in one alone. Remove it, or add the other.`,
    );
  if (made.length < 2)
    throw new UsageError(
      `${COMMAND}: expected a folder for each of two traditions or more in ${generated}, got ${made.length}.`,
    );
  return made;
}

function foldersIn(option: string, folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`${COMMAND}: expected a folder in ${option}, got none at ${folder}.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

async function describedFolders(
  cultures: readonly string[],
  options: AuditOptions,
  output: Output,
): Promise<{ set: AuditedSet; imagesPerSecond: number }> {
  const listed = cultures.flatMap((culture) => [
    ...picturesIn('real', join(options.real, culture), culture),
    ...picturesIn('generated', join(options.generated, culture), culture),
  ]);
  const contents = contentPictures(cultures, options.content);
  const { items, leftOut, pipeline, imagesPerSecond } = await describePictures(
    COMMAND,
    [...listed, ...contents],
    output,
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const below = (prefix: string) => items.filter(({ id }) => id.startsWith(prefix));
  const parts = cultures.map((culture) => {
    const real = below(`real/${culture}/`);
    const made = below(`generated/${culture}/`);
    if (options.content === undefined) return { culture, real, generated: made };
    return { culture, real, ...withContent(made, culture, byId) };
  });
  const name = options.model ?? options.generated;
  return { set: { name, pipeline, cultures: parts, leftOut }, imagesPerSecond };
}

/** Generated pictures with their contents; those whose content could not be read go with it. */
function withContent(
  made: readonly DescribedItem[],
  culture: string,
  byId: ReadonlyMap<string, DescribedItem>,
) {
  const pairs = made.flatMap((item) => {
    const stem = parse(item.file).name;
    const content = byId.get(`content/${culture}/${stem}`) ?? byId.get(`content/${stem}`);
    return content === undefined ? [] : [{ item, content, stem }];
  });
  if (pairs.length < made.length / 2)
    throw new Error(
      `${COMMAND}: expected content for the generated pictures of ${culture}, got it for ${pairs.length} of ${made.length}. Give files the same names but for their endings.`,
    );
  return {
    generated: pairs.map(({ item }) => item),
    content: pairs.map(({ content }) => content),
    contentNames: pairs.map(({ content }) => content.id),
  };
}

const picturesIn = (kind: string, folder: string, culture: string): NamedPicture[] =>
  folderPictures(folder).map(({ file, path }) => {
    const id = `${kind}/${culture}/${file}`;
    return { id, file: id, path };
  });

function contentPictures(cultures: readonly string[], folder: string | undefined): NamedPicture[] {
  if (folder === undefined) return [];
  return folderPictures(folder).map(({ file, path }) => {
    const [first = '', ...rest] = file.split('/');
    const own = rest.length > 0 && cultures.includes(first) ? `${first}/` : '';
    return { id: `content/${own}${parse(file).name}`, file: `content/${file}`, path };
  });
}
