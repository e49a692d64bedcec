import { Command, CommanderError, Help, type Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { cultureCommand } from './commands/culture/culture.js';
import { demoCommand } from './commands/demo.js';
import { doctorCommand } from './commands/doctor.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { inspectCommand } from './commands/inspect.js';
import { judgeCommand } from './commands/judge.js';
import { studyCommand } from './commands/study/study.js';
import { stylizeCommand } from './commands/stylize.js';
import { trainCommand } from './commands/train.js';
import { commandOutput, plain } from './output.js';
import { UsageError } from './usage-error.js';

const epilogue = `
Exit codes: 0 done, 1 failed or interrupted, 2 wrong usage.
Nothing leaves this machine: ikat reads and writes local files only.

Start here:
  $ ikat demo                                   see the whole system work
  $ ikat stylize photo.jpg --style wave.jpg     paint a photograph after a picture
  $ ikat train dual --source photos --target paintings
  $ ikat import latest_net_G.pth horse2zebra    use a PyTorch checkpoint
  $ ikat doctor                                 what this machine computes on`;

/** The whole command line. */
export function ikatProgram(): Command {
  const program = new Command('ikat')
    .description('GAN image style transfer: train, run and judge it.')
    .version(packageJson.version)
    .addHelpText('after', epilogue)
    .showHelpAfterError('(ikat --help lists the commands and options)');
  for (const command of [
    trainCommand(),
    stylizeCommand(),
    judgeCommand(),
    importCommand(),
    exportCommand(),
    inspectCommand(),
    cultureCommand(),
    studyCommand(),
    doctorCommand(),
    demoCommand(),
  ]) {
    program.addCommand(command);
  }
  for (const command of withChildren(program)) {
    command.exitOverride().configureHelp({ optionDescription });
  }
  return program;
}

/** Runs the command line and gives the exit code; wrong input never shows a stack trace. */
export async function runProgram(args: readonly string[]): Promise<number> {
  try {
    await ikatProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    commandOutput({ json: args.includes('--json') }).event('error', { message });
    process.stderr.write(`ikat: ${plain(`${process.env.IKAT_DEBUG ? stack : message}`)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

const withChildren = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((child) => withChildren(child)),
];

/** Says nothing of a default that is nothing: a flag that is not set, an empty list. */
function optionDescription(option: Option): string {
  const { defaultValue, description } = option;
  const isNothing = defaultValue === false || `${defaultValue}` === '';
  return isNothing ? description : new Help().optionDescription(option);
}
