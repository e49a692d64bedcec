import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnalysisCatalogue,
  analyseStudy,
  analysisReport,
  englishAnalysis,
  type GivenFile,
  participantsCsv,
  type ReadSession,
  ratingsCsv,
  readSessions,
  recognitionCsv,
  type StudyAnalysis,
  simplifiedChineseAnalysis,
} from '@ikat/study';
import { readDesign } from '@ikat/study/node';
import { Command, Option } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput, type Output } from '../../output.js';
import { refuseExisting } from '../../refuse-existing.js';
import { writeWhole } from '../../write-whole.js';

/** The languages that reports of analyses are written in. */
const analysisLanguages: Readonly<Record<string, AnalysisCatalogue>> = {
  en: englishAnalysis,
  zh: simplifiedChineseAnalysis,
};

interface AnalyseOptions {
  design: string;
  out: string;
  language: string;
  withdrawn?: string[];
  permutations: number;
  json: boolean;
}

/** `ikat study analyse`: from answers to estimates, in the order that the design fixed. */
export function studyAnalyseCommand(): Command {
  return new Command('analyse')
    .description('Analyse the answers of a study, in the order that its design fixed.')
    .argument('<ratings...>', 'session files, rating tables, or folders of them')
    .requiredOption('--design <file>', 'the design of the study')
    .option('--out <folder>', 'the folder to write', 'analysis')
    .option('--withdrawn <codes...>', 'withdrawal codes of participants whose data are deleted')
    .option('--permutations <number>', 'random relabellings of the raters', wholeNumber(19), 999)
    .addOption(
      new Option('--language <tag>', 'of report.html; the other reports lie beside it')
        .choices(Object.keys(analysisLanguages))
        .default('en'),
    )
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nWrites analysis.json, report.html with the same report in the other languages beside it\n' +
        '(report.zh.html), and what may be shared: ratings.csv, recognition.csv, participants.csv.\n' +
        'Answers to another design, duplicates and edited files are named and left out.\n\n' +
        'Examples:\n' +
        '  $ ikat study analyse sessions --design design.json\n' +
        '  $ ikat study analyse session-*.json --design design.json --withdrawn 1A2B-3C4D-5E6F\n' +
        '  $ ikat study analyse sessions --design design.json --language zh',
    )
    .action(analyse);
}

async function analyse(paths: string[], options: AnalyseOptions): Promise<void> {
  const output = commandOutput(options);
  const design = await readDesign(options.design);
  refuseExisting('study analyse', options.out);
  const read = readSessions(design, await givenFiles(paths), options.withdrawn);
  for (const { file, participant, reason, message } of read.refused) {
    output.event('refused', { file, participant, reason, message });
    output.warn(`Left out ${file}${participant ? `, ${participant}` : ''}: ${reason}. ${message}`);
  }
  for (const code of read.unknownCodes) {
    output.warn(`No session has the withdrawal code ${code}: look for a mistake in it.`);
  }
  const analysis = analyseStudy(design, read, { permutations: options.permutations });
  await mkdir(options.out, { recursive: true });
  // A table does not say whether its participant agreed to share.
  const shared = read.sessions.filter(({ whole }) => whole?.consent.share === true);
  const files: Record<string, string> = {
    'analysis.json': `${JSON.stringify(analysis, null, 1)}\n`,
    ...reportsIn(options.language, analysis),
    'ratings.csv': ratingsCsv(shared.flatMap(({ rows }: ReadSession) => rows)),
    'recognition.csv': recognitionCsv(shared.flatMap(({ recognition }) => recognition)),
    'participants.csv': participantsCsv(read.sessions),
  };
  for (const [name, text] of Object.entries(files))
    await writeWhole('study analyse', join(options.out, name), text);
  tell(analysis, { output, out: options.out });
  for (const name of Object.keys(files).filter((one) => one.endsWith('.html')))
    output.say(`wrote ${join(options.out, name)}`);
}

/** The report in all languages; the one that was asked for has the plain name. */
function reportsIn(language: string, analysis: StudyAnalysis): Record<string, string> {
  const reports = Object.entries(analysisLanguages).map(([tag, catalogue]) => [
    tag === language ? 'report.html' : `report.${tag}.html`,
    analysisReport(analysis, catalogue),
  ]);
  return Object.fromEntries(reports);
}

async function givenFiles(paths: readonly string[]): Promise<GivenFile[]> {
  const files: GivenFile[] = [];
  for (const path of paths) {
    const names = (await stat(path)).isDirectory()
      ? (await readdir(path))
          .filter((name) => /\.(json|csv)$/i.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
    for (const name of names) files.push({ name, bytes: await readFile(name) });
  }
  return files;
}

function tell(analysis: StudyAnalysis, { output, out }: { output: Output; out: string }): void {
  const { sessions, analysed, refused, constructs } = analysis;
  output.event('result', { out, sessions, analysed, refused: refused.length });
  output.say(`${analysed} of ${sessions} sessions analysed`);
  for (const { construct, groups } of constructs) {
    if (groups.kind === 'refused') output.say(`${construct}: ${groups.message}`);
    else if (groups.inGroup.kind === 'refused')
      output.say(`${construct}: ${groups.inGroup.message}`);
    else {
      const { value, interval, test } = groups.inGroup;
      const range = `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`;
      output.say(
        `${construct}: preference for one’s own ${value.toFixed(2)} (${range}), permutation p ${test.permutationPValue}`,
      );
    }
  }
}
