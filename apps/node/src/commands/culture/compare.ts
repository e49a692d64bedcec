import { compareSet, comparisonReport } from '@ikat/culture';
import { Command } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput } from '../../output.js';
import { readDescribedSet } from './described-set-file.js';
import {
  type ReportFileOptions,
  reportFiles,
  reportLanguages,
  withReportOptions,
  writeReportFiles,
} from './report-files.js';

interface CompareOptions extends ReportFileOptions {
  cultures?: string[];
  minimum: number;
  permutations: number;
  resamples: number;
  allowProxy: boolean;
  seed: number;
}

/** `ikat culture compare`: how styles of labelled traditions differ, and whether that is culture. */
export function cultureCompareCommand(): Command {
  const command = new Command('compare')
    .description('Compare the styles of labelled traditions, and ask what else explains them.')
    .argument('<source>', 'a culture manifest, or the .json that describe wrote of one')
    .option('--cultures <ids>', 'only these cultures, with commas', (text) => text.split(','))
    .option('--minimum <count>', 'independent works that a culture needs', wholeNumber(5), 20)
    .option('--permutations <count>', 'labellings that a test draws', wholeNumber(19, 99_999), 999)
    .option('--resamples <count>', 'resamples of an interval', wholeNumber(19, 99_999), 499)
    .option('--allow-proxy', "let labels count that rest on a maker's nationality alone", false)
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0);
  return withReportOptions(command, 'culture-comparison.html')
    .addHelpText(
      'after',
      '\nWhere medium, source or century go with culture so closely that they cannot be told apart, the\n' +
        'report says so and gives no p-values.\n\n' +
        'Examples:\n' +
        '  $ ikat culture compare culture-manifest.json\n' +
        '  $ ikat culture compare descriptors.json --cultures ukiyo-e,pahari --out two.html\n' +
        '  $ ikat culture compare descriptors.json --language zh --out zh.html',
    )
    .action(compare);
}

async function compare(from: string, options: CompareOptions): Promise<void> {
  const output = commandOutput(options);
  const command = 'culture compare';
  const files = reportFiles(command, options, [from]);
  const { allowProxy, cultures, permutations, resamples, seed } = options;
  const set = await readDescribedSet({ command, from, allowProxy }, output);
  const minimumUnits = options.minimum;
  const result = compareSet(set, { cultures, permutations, resamples, minimumUnits, seed });
  if (result.kind === 'refused') throw new Error(`${command}: ${result.message}`);
  const report = comparisonReport(result, reportLanguages[options.language]);
  await writeReportFiles(files, { report, data: result }, output);
  const verdict = result.confound.kind === 'audited' ? result.confound.verdict : 'not recorded';
  output.event('result', { verdict, tests: result.within.kind === 'compared within', ...files });
  for (const line of report.lead) output.say(line);
  const { stop, space } = reportLanguages[options.language]!.texts;
  const [first] = report.parts[0]!.blocks;
  if (first?.kind === 'verdict') output.say(`${first.title}${stop}${space}${first.text}`);
}
