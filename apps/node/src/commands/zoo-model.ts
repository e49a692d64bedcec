import { zooModels } from '@ikat/zoo';
import { UsageError } from '../usage-error.js';

const PREFIX = 'zoo:';

/** The path of a model: `zoo:ukiyo-e` is the folder of that model of the zoo. */
export function modelPath(model: string): string {
  if (!model.startsWith(PREFIX)) return model;
  const name = model.slice(PREFIX.length);
  if (Object.hasOwn(zooModels, name)) return zooModels[name as keyof typeof zooModels];
  const names = Object.keys(zooModels).map((known) => PREFIX + known);
  throw new UsageError(`expected a model of the zoo, got ${model}. There are ${names.join(', ')}.`);
}
