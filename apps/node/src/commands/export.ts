import { basename, resolve } from 'node:path';
import { loadModel } from '@ikat/models/node';
import { Command, Option } from 'commander';
import { startBackend } from '../backend.js';
import { exportFormats, type Precision } from '../export-formats.js';
import { type CommonOptions, LARGEST_SIDE, wholeNumber, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';
import { refuseExisting } from '../refuse-existing.js';
import { sizeOnDisk } from '../size-on-disk.js';
import { modelPath } from './zoo-model.js';

interface ExportOptions extends CommonOptions {
  format: string;
  precision: Precision;
  out?: string;
  size?: number;
}

/** `ikat export`: a model folder becomes what other programs read. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('Write a model for other programs.')
    .argument('<model>', 'a model folder, or zoo:<name>')
    .addOption(
      new Option('--format <name>', 'what to write')
        .choices(Object.keys(exportFormats))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--precision <type>', 'float16 takes half the bytes')
        .choices(['float32', 'float16'])
        .default('float32'),
    )
    .option('-o, --out <path>', "where to write (default: beside you, the model's name)")
    .option(
      '--size <pixels>',
      'height and width, for onnx where a network fixes them',
      wholeNumber(1, LARGEST_SIDE),
    )
    .addHelpText(
      'after',
      '\nsafetensors has the names and the layout of PyTorch, whose load_state_dict takes it. tfjs is a\n' +
        'model folder, for TensorFlow.js in the browser too. onnx is one file for any ONNX runtime; it\n' +
        'takes images of any size [batch, height, width, channels] in [-1, 1].\n\nExamples:\n' +
        '  $ ikat export runs/x/models/generatorAB --format safetensors\n' +
        '  $ ikat export zoo:ukiyo-e --format onnx\n' +
        '  $ ikat export horse2zebra --format tfjs --precision float16 --out public/horse2zebra',
    );
  return withCommonOptions(command).action(exportModel);
}

async function exportModel(named: string, options: ExportOptions): Promise<void> {
  const output = commandOutput(options);
  const folder = modelPath(named);
  const { ending, write } = exportFormats[options.format]!;
  const out = options.out ?? `${basename(resolve(folder))}${ending}`;
  refuseExisting('export', out);
  await startBackend(options);
  const { model, card } = await loadModel(folder);
  try {
    const { precision, size } = options;
    const notes = await write({ model, card, out, precision, size });
    const bytes = sizeOnDisk(out);
    output.say(`${out} (${options.format}, ${precision}, ${(bytes / 1e6).toFixed(2)} MB)`);
    for (const note of notes) output.say(`  ${note}`);
    output.event('result', { model: folder, out, format: options.format, precision, bytes, notes });
  } finally {
    model.dispose();
  }
}
