import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type StudyTruth, simulateStudy } from '@ikat/study';
import { readDesign } from '@ikat/study/node';
import { Command } from 'commander';
import { numberIn, wholeNumber } from '../../options.js';
import { commandOutput } from '../../output.js';
import { refuseExisting } from '../../refuse-existing.js';
import { readJson } from './read-json.js';

interface SimulateOptions {
  design: string;
  out: string;
  truth?: string;
  inGroup?: number;
  side?: number;
  tie?: number;
  careless?: number;
  seed: number;
  json: boolean;
}

/** `ikat study simulate`: answers from a known truth. */
export function studySimulateCommand(): Command {
  return new Command('simulate')
    .description('Answer a study as raters of whom the truth is known, to try the analysis.')
    .requiredOption('--design <file>', 'the design of the study')
    .option('--out <folder>', 'the folder of sessions to write', 'sessions')
    .option(
      '--truth <file>',
      'JSON with abilities, inGroup, raterSpread, contentSpread, side, tie, careless, recognition',
    )
    .option('--in-group <log-odds>', 'the preference for one’s own', numberIn(-10, 10))
    .option('--side <log-odds>', 'the advantage of the left side', numberIn(-10, 10))
    .option('--tie <nu>', 'how often there is no preference', numberIn(0, 100))
    .option('--careless <share>', 'the share of raters who press anything', numberIn(0, 1))
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nExample:\n  $ ikat study simulate --design design.json --in-group 0.5 --careless 0.05',
    )
    .action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
  const output = commandOutput(options);
  const { study, sha } = await readDesign(options.design);
  refuseExisting('study simulate', options.out);
  const given: StudyTruth = options.truth ? await readJson('study simulate', options.truth) : {};
  const { inGroup = given.inGroup, side = given.side, tie = given.tie } = options;
  const truth = { ...given, inGroup, side, tie, careless: options.careless ?? given.careless };
  await mkdir(options.out, { recursive: true });
  const sessions = simulateStudy(study, sha, truth, options.seed);
  for (const session of sessions) {
    const file = join(options.out, `session-${session.participant}.json`);
    await writeFile(file, `${JSON.stringify(session, null, 1)}\n`);
  }
  output.event('result', { sessions: sessions.length, out: options.out, truth });
  output.say(`${sessions.length} simulated sessions in ${options.out}`);
}
