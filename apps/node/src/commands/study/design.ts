import { existsSync } from 'node:fs';
import {
  examplePlan,
  makeStudy,
  placeholders,
  type StudyFile,
  type StudyPlan,
  studySha,
} from '@ikat/study';
import { Command } from 'commander';
import { wholeNumber } from '../../options.js';
import { commandOutput, type Output } from '../../output.js';
import { refuseExisting } from '../../refuse-existing.js';
import { UsageError } from '../../usage-error.js';
import { writeWhole } from '../../write-whole.js';
import { readJson } from './read-json.js';

interface DesignOptions {
  out: string;
  runs: number;
  example: boolean;
  json: boolean;
}

/** `ikat study design`: whom to show what, and how many raters it takes. */
export function studyDesignCommand(): Command {
  return new Command('design')
    .description('Lay out a study from a plan: sessions, exclusion rules, power by simulation.')
    .argument('[plan]', 'the plan, a JSON file')
    .option('--out <file>', 'the design to write', 'design.json')
    .option(
      '--runs <number>',
      'simulated studies for the power; 0 leaves it out',
      wholeNumber(0),
      100,
    )
    .option('--example', 'write a plan to fill in, to the path of the plan', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nThe design is the preregistration: its SHA-256 stands in every answer, and answers to another\n' +
        'design are not analysed. Do not change it once people take part. Replace the texts of the\n' +
        'example that only you know: ikat study build refuses them.\n\n' +
        'Examples:\n' +
        '  $ ikat study design plan.json --example\n' +
        '  $ ikat study design plan.json --out design.json',
    )
    .action(design);
}

async function design(file: string | undefined, options: DesignOptions): Promise<void> {
  const output = commandOutput(options);
  if (file === undefined) {
    throw new UsageError(
      'study design: expected a plan, got nothing. Begin with ikat study design plan.json --example.',
    );
  }
  if (options.example) {
    refuseExisting('study design', file);
    await writeWhole('study design', file, `${JSON.stringify(examplePlan, null, 2)}\n`);
    output.event('result', { plan: file });
    output.say(`wrote ${file}: fill it in, then ikat study design ${file}`);
    return;
  }
  const plan = await readPlan(file);
  refuseExisting('study design', options.out);
  const result = makeStudy(plan, { runs: options.runs });
  if (result.kind === 'refused') throw new Error(`study design: ${result.message}`);
  const text = `${JSON.stringify(result.study, null, 1)}\n`;
  await writeWhole('study design', options.out, text);
  tell(result.study, { sha: await studySha(text), out: options.out, output });
}

async function readPlan(file: string): Promise<StudyPlan> {
  if (!existsSync(file)) {
    throw new UsageError(
      `study design: expected a plan at ${file}, got nothing. Begin with ikat study design ${file} --example.`,
    );
  }
  return readJson('study design', file);
}

function tell(
  study: StudyFile,
  { sha, out, output }: { readonly sha: string; readonly out: string; readonly output: Output },
): void {
  const { sessions, power, balance, warnings, method, stoppingRaters } = study;
  output.event('result', {
    design: out,
    sha,
    sessions: sessions.length,
    method,
    balance,
    power,
    warnings,
  });
  output.say(
    `${sessions.length} sessions of ${sessions[0]!.trials.length} trials (${method}); stop at ${stoppingRaters} raters`,
  );
  for (const { group, leastPair, mostPair, sideDifference } of balance) {
    output.say(
      `  ${group}: each pair ${leastPair} to ${mostPair} times, sides differ by ${sideDifference} at most`,
    );
  }
  for (const { ratersPerGroup, inGroup } of power) {
    const { low, high } = inGroup.interval;
    output.say(
      `  ${ratersPerGroup} raters a group find the effect in ${percent(inGroup.value)} of studies (${percent(low)} to ${percent(high)})`,
    );
  }
  for (const warning of [...warnings, ...placeholderNotes(study)]) output.warn(`Note: ${warning}`);
  output.say(`wrote ${out}, SHA-256 ${sha}`);
}

/** Not among the warnings of the design: they are what a reader of a study must know. */
function placeholderNotes(study: StudyFile): string[] {
  const left = placeholders(study);
  if (left.length === 0) return [];
  return [
    `texts of the example are left, and ikat study build will refuse them: ${left.join(', ')}.`,
  ];
}

const percent = (value: number) => `${Math.round(100 * value)} %`;
