import { existsSync } from 'node:fs';
import { parse } from 'node:path';
import { type AuditedSet, auditReport, auditSet, type DescribedItem } from '@ikat/culture';
import { Command } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput, type Output } from '../../output.js';
import { UsageError } from '../../usage-error.js';
import { type AuditPictures, auditPictures, sharedCultures } from './audit-pictures.js';
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
  allowProxy: boolean;
  seed: number;
}

const COMMAND = 'culture audit';

/** `ikat culture audit`: whom a model serves worst, and whether it flattens or exaggerates. */
export function cultureAuditCommand(): Command {
  const command = new Command('audit')
    .description(
      'Ask whom a model serves worst, and whether it flattens or exaggerates traditions.',
    )
    .requiredOption(
      '--generated <folder>',
      'what the model made: a folder for each tradition (out/ink/boat.png)',
    )
    .requiredOption('--real <folder>', 'works the model has not seen: folders of the same names')
    .option('--content <folder>', 'what the pictures were made from, with the same file names')
    .option('--allow-proxy', "let labels count that rest on a maker's nationality alone", false)
    .option('--model <text>', 'the name of the model, for the report')
    .option('--neighbours <count>', 'of precision and coverage', wholeNumber(1, 100), 5)
    .option('--resamples <count>', 'resamples of an interval', wholeNumber(19, 99_999), 500)
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0);
  return withReportOptions(command, 'culture-audit.html')
    .addHelpText(
      'after',
      '\nEither side may be a culture manifest instead of folders: its labels say which tradition a picture\n' +
        'is of, and works of its training split are left out. Folders beside it are named by its ids.\n\n' +
        'The content may be one folder for all traditions, or a folder for each; a file belongs to the\n' +
        'generated picture of the same name (out/ink/boat.png to content/boat.jpg). Traditions with fewer\n' +
        'than 20 real or generated pictures are shown and not compared.\n\n' +
        'Examples:\n' +
        '  $ ikat culture audit --generated out --real held-out --content photos\n' +
        '  $ ikat culture audit --generated out --real culture-manifest.json\n' +
        '  $ ikat culture audit --generated out --real held-out --model "ink 3" --language zh',
    )
    .action(audit);
}

async function audit(options: AuditOptions): Promise<void> {
  const output = commandOutput(options);
  const files = reportFiles(COMMAND, options, [options.generated, options.real]);
  const audited = await auditedPictures(options);
  tellUnlabelled(audited, output);
  const { set, imagesPerCpuSecond } = await describedPictures(audited, options, output);
  const { neighbours, resamples, seed } = options;
  const result = auditSet(set, { neighbours, resamples, seed });
  if (result.kind === 'refused') throw new Error(`${COMMAND}: ${result.message}`);
  const report = auditReport(result, reportLanguages[options.language]);
  await writeReportFiles(files, { report, data: result }, output);
  const { summary } = result.audit;
  const worst = summary.kind === 'refused' ? undefined : summary.worst;
  output.event('result', { worst, imagesPerCpuSecond, leftOut: result.leftOut.length, ...files });
  for (const line of report.lead) output.say(line);
  const { stop, space } = reportLanguages[options.language]!.texts;
  const [first] = report.parts[0]!.blocks;
  if (first?.kind === 'verdict') output.say(`${first.title}${stop}${space}${first.text}`);
}

/** What is audited: the pictures of both sides, and the content. */
interface Audited {
  readonly made: AuditPictures;
  readonly works: AuditPictures;
  readonly cultures: readonly string[];
}

async function auditedPictures({
  generated,
  real,
  content,
  allowProxy,
}: AuditOptions): Promise<Audited> {
  const made = await auditPictures({ option: '--generated', path: generated, allowProxy });
  const works = await auditPictures({ option: '--real', path: real, allowProxy });
  if (content !== undefined && !existsSync(content))
    throw new UsageError(`${COMMAND}: expected a folder in --content, got nothing at ${content}.`);
  return { made, works, cultures: sharedCultures(made, works) };
}

function tellUnlabelled({ made, works }: Audited, output: Output): void {
  const lost = [...works.leftOut, ...made.leftOut];
  for (const one of lost) output.event('left out', one);
  const reasons = [...new Set(lost.map(({ reason }) => reason))];
  for (const reason of reasons) {
    const count = lost.filter((one) => one.reason === reason).length;
    output.warn(`Left out ${count} of the manifest. ${reason}`);
  }
}

async function describedPictures(
  { made, works, cultures }: Audited,
  options: AuditOptions,
  output: Output,
): Promise<{ set: AuditedSet; imagesPerCpuSecond: number }> {
  const listed = cultures.flatMap((culture) => [
    ...works.pictures.get(culture)!,
    ...made.pictures.get(culture)!,
  ]);
  const contents = contentPictures(cultures, options.content);
  const { items, leftOut, pipeline, imagesPerCpuSecond } = await describePictures(
    COMMAND,
    [...listed, ...contents],
    output,
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = (pictures: readonly NamedPicture[]) =>
    pictures.flatMap(({ id }) => byId.get(id) ?? []);
  const parts = cultures.map((culture) => {
    const real = found(works.pictures.get(culture)!);
    const generated = found(made.pictures.get(culture)!);
    if (options.content === undefined) return { culture, real, generated };
    return { culture, real, ...withContent(generated, culture, byId) };
  });
  const name = options.model;
  const { source } = works;
  const setAside = [...works.leftOut, ...made.leftOut];
  return {
    set: { name, pipeline, source, cultures: parts, leftOut, setAside },
    imagesPerCpuSecond,
  };
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

function contentPictures(cultures: readonly string[], folder: string | undefined): NamedPicture[] {
  if (folder === undefined) return [];
  return folderPictures(folder).map(({ file, path }) => {
    const [first = '', ...rest] = file.split('/');
    const own = rest.length > 0 && cultures.includes(first) ? `${first}/` : '';
    return { id: `content/${own}${parse(file).name}`, file: `content/${file}`, path };
  });
}
