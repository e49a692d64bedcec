import { Command } from 'commander';
import { cultureAuditCommand } from './audit.js';
import { cultureCompareCommand } from './compare.js';
import { cultureDatasheetCommand } from './datasheet.js';
import { cultureDescribeCommand } from './describe.js';
import { cultureImportCommand } from './import.js';
import { cultureValidateCommand } from './validate.js';

/** `ikat culture`: what is in a set of pictures, who says so, and what may be said of it. */
export function cultureCommand(): Command {
  return new Command('culture')
    .description('Culture-labelled pictures: import, check, describe and compare them.')
    .addCommand(cultureImportCommand())
    .addCommand(cultureValidateCommand())
    .addCommand(cultureDatasheetCommand())
    .addCommand(cultureDescribeCommand())
    .addCommand(cultureCompareCommand())
    .addCommand(cultureAuditCommand())
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ ikat culture compare culture-manifest.json\n' +
        '  $ ikat culture audit --generated out --real held-out --content photos',
    );
}
