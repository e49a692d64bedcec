import { Command } from 'commander';
import { studyAnalyseCommand } from './analyse.js';
import { studyBuildCommand } from './build.js';
import { studyDesignCommand } from './design.js';
import { studySimulateCommand } from './simulate.js';

/** `ikat study`: ask people which pictures they prefer, and whether their background matters. */
export function studyCommand(): Command {
  return new Command('study')
    .description('Rating studies: design one, build its page, simulate raters, analyse answers.')
    .addCommand(studyDesignCommand())
    .addCommand(studyBuildCommand())
    .addCommand(studySimulateCommand())
    .addCommand(studyAnalyseCommand())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ ikat study design plan.json --example\n' +
        '  $ ikat study analyse sessions --design design.json',
    );
}
