import { readImage } from '@ikat/data/node';
import { judge } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import { Command } from 'commander';
import { startBackend } from '../backend.js';
import { type CommonOptions, wholeNumber, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';

interface JudgeOptions extends CommonOptions {
  model: string;
  size?: number;
}

/** `ikat judge`: does a discriminator accept pictures as its style? */
export function judgeCommand(): Command {
  const command = new Command('judge')
    .description("Ask a target style's discriminator whether pictures are of its style.")
    .argument('<images...>', 'pictures')
    .requiredOption('--model <folder>', 'the model folder of a discriminator')
    .option('--size <pixels>', 'scale the shorter side to this before judging', wholeNumber(8))
    .addHelpText(
      'after',
      '\nThe probability is the mean over the picture of sigmoid(score): above 0.5 the discriminator\n' +
        'takes it for its style. It is the opinion of one network, not of people. Judge at the size\n' +
        'that it was trained at.\n\nExample:\n  $ ikat judge photo.jpg painting.jpg result.png --model runs/dual/models/targetDiscriminator --size 64',
    );
  return withCommonOptions(command).action(judgeAll);
}

async function judgeAll(images: string[], options: JudgeOptions): Promise<void> {
  const output = commandOutput(options);
  await startBackend(options.backend);
  const { model } = await loadModel(options.model);
  const wide = Math.max(...images.map((image) => image.length));
  for (const image of images) {
    const channels = model.inputs[0]?.shape[3] === 1 ? 1 : 3;
    const picture = await readImage(image, { size: options.size, channels });
    const { scores, mean, probability } = await judge(model, picture);
    output.event('judged', { image, mean, probability, scores: scores.shape });
    output.say(
      `${image.padEnd(wide)}  probability ${probability.toFixed(3)}  mean score ${mean.toFixed(3)}`,
    );
    scores.dispose();
    picture.dispose();
  }
  model.dispose();
}
