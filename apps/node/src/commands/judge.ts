import { readImage } from '@ikat/data/node';
import { judge } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { Command } from 'commander';
import { startBackend } from '../backend.js';
import { type CommonOptions, LARGEST_SIDE, wholeNumber, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';
import { picturesOf } from '../picture-files.js';
import { modelPath } from './zoo-model.js';

interface JudgeOptions extends CommonOptions {
  model: string;
  size?: number;
}

/** `ikat judge`: does a discriminator accept pictures as its style? */
export function judgeCommand(): Command {
  const command = new Command('judge')
    .description("Ask a target style's discriminator whether pictures are of its style.")
    .argument('<images...>', 'pictures, or folders of pictures')
    .requiredOption('--model <folder>', 'the model folder of a discriminator')
    .option(
      '--size <pixels>',
      'scale the shorter side to this before judging',
      wholeNumber(8, LARGEST_SIDE),
    )
    .addHelpText(
      'after',
      '\nThe probability is the mean over the picture of sigmoid(score): above 0.5 the discriminator\n' +
        'takes it for its style. It is the opinion of one network, not of people. Judge at the size\n' +
        'that it was trained at.\n\nExample:\n  $ ikat judge photo.jpg painting.jpg result.png --model runs/dual/models/targetDiscriminator --size 64',
    );
  return withCommonOptions(command).action(judgeAll);
}

async function judgeAll(inputs: string[], options: JudgeOptions): Promise<void> {
  const output = commandOutput(options);
  const images = inputs.flatMap((input) => picturesOf('judge', input).map(({ path }) => path));
  await startBackend(options);
  const { model } = await loadModel(modelPath(options.model));
  const size = options.size;
  const channels = model.inputs[0]?.shape[3] === 1 ? 1 : 3;
  const wide = Math.max(...images.map((image) => image.length));
  const failures: string[] = [];
  for (const image of images) {
    try {
      const { mean, probability, scoreShape } = await judgeFile(model, image, { size, channels });
      output.event('judged', { image, mean, probability, scoreShape });
      const numbers = `probability ${probability.toFixed(3)}  mean score ${mean.toFixed(3)}`;
      output.say(`${image.padEnd(wide)}  ${numbers}`);
    } catch (error) {
      if (images.length === 1) throw error;
      failures.push(image);
      output.warn(`Left out ${image}: ${(error as Error).message}`);
    }
  }
  model.dispose();
  if (failures.length > 0) {
    throw new Error(`judge: ${failures.length} of ${images.length} pictures could not be judged.`);
  }
}

async function judgeFile(
  model: LayersModel,
  file: string,
  options: { size: number | undefined; channels: 1 | 3 },
) {
  const picture = await readImage(file, options);
  try {
    const { scores, mean, probability } = await judge(model, picture);
    scores.dispose();
    return { mean, probability, scoreShape: scores.shape };
  } finally {
    picture.dispose();
  }
}
