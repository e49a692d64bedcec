import { basename, extname } from 'node:path';
import { architectureOf } from '@ikat/models';
import { type ImportedModel, importPyTorch, saveModel } from '@ikat/models/node';
import { Command, InvalidArgumentError } from 'commander';
import { architectureCalled, describeArchitecture } from '../architecture-name.js';
import { startBackend } from '../backend.js';
import { type CommonOptions, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';
import { refuseExisting } from '../refuse-existing.js';

interface ImportOptions extends CommonOptions {
  arch?: string;
  part?: string;
}

/** `ikat import`: a PyTorch checkpoint becomes a model folder. */
export function importCommand(): Command {
  const command = new Command('import')
    .description('Make a model folder of a PyTorch checkpoint or a safetensors file.')
    .argument('<file>', 'a .pth, .pt or .safetensors file')
    .argument('[folder]', "the model folder to write (default: the file's name)")
    .option(
      '--arch <name>',
      'refuse all but this network: resnet-9, unet-256, patch-3, pixel …',
      architectureName,
    )
    .option('--part <name>', 'which dictionary, where the file holds several networks: netG')
    .addHelpText(
      'after',
      '\nRead are the generators and discriminators of CycleGAN, pix2pix and CUT; names and shapes tell\n' +
        'which. Nothing in the file is executed, and no Python is needed.\n\nExamples:\n' +
        '  $ ikat import latest_net_G.pth horse2zebra\n' +
        '  $ ikat import checkpoint.pth --arch resnet-9 --part netG_A horse2zebra\n' +
        '  $ ikat stylize horse.jpg --model horse2zebra --out zebra.png',
    );
  return withCommonOptions(command).action(importFile);
}

async function importFile(
  file: string,
  target: string | undefined,
  options: ImportOptions,
): Promise<void> {
  const output = commandOutput(options);
  const folder = target ?? basename(file, extname(file));
  refuseExisting('import', folder);
  await startBackend(options);
  const { model, facts } = await read(file, options);
  try {
    const { name, options: details } = architectureOf(model);
    const arch = describeArchitecture({ name, options: details });
    checkArchitecture(file, arch, options.arch);
    await saveModel(model, folder, facts);
    const parameters = model.countParams();
    output.say(`${folder}: a ${arch} of ${parameters.toLocaleString('en')} parameters (${name})`);
    for (const [option, value] of Object.entries(details)) {
      if (option !== 'seed') output.say(`  ${option.padEnd(14)} ${value}`);
    }
    output.event('result', { folder, arch, architecture: { name, options: details }, parameters });
  } finally {
    model.dispose();
  }
}

const names =
  'resnet-<blocks>, cut-<blocks>, unet-<size>, patch-<layers>, cut-patch-<layers> or pixel';

function architectureName(text: string): string {
  if (architectureCalled(text) !== undefined) return text;
  throw new InvalidArgumentError(`There is no such network: expected ${names}.`);
}

/** A file that cannot be told is compared with the network that was said: all that it lacks is listed. */
async function read(file: string, { part, arch }: ImportOptions): Promise<ImportedModel> {
  const architecture = arch === undefined ? undefined : architectureCalled(arch);
  try {
    return await importPyTorch(file, { part }).catch((error) => {
      if (architecture === undefined) throw error;
      return importPyTorch(file, { part, architecture });
    });
  } catch (error) {
    const message = (error as Error).message
      .replace('Name the part that you want.', 'Name the one that you want with --part.')
      .replace(
        'Say which network it is, if it is one of ours.',
        'Say which network it is with --arch, if it is one of ours.',
      );
    throw new Error(message, { cause: error });
  }
}

function checkArchitecture(file: string, arch: string, wanted: string | undefined): void {
  if (wanted === undefined || wanted === arch) return;
  throw new Error(
    `${file}: expected the weights of a ${wanted}, got those of a ${arch}. Leave out --arch to import it.`,
  );
}
