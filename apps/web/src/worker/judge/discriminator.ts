import type { LoadedModel, ModelCard } from '@ikat/models';
import { listModels, loadModel, openModel } from '@ikat/models/web';
import { StudioError } from '../../rpc/fault.js';

/** Where a discriminator comes from: one that the browser keeps, or files of the visitor's. */
export type JudgeSource = { kept: string } | { files: File[] };

/** A discriminator that the browser keeps. */
export interface KeptJudge {
  name: string;
  about: JudgeFacts;
}

/** What is told of a discriminator. */
export interface JudgeFacts {
  architecture: string;
  description: string;
  trainedOn: string[];
  /** The side of the pictures that it was trained on, if its card tells. */
  trainedAt: number | undefined;
  /** Side in pixels of what one of its scores judges; none where one score judges all. */
  patch: number | undefined;
}

const isGenerator = ({ architecture }: ModelCard) => architecture.name.endsWith('Generator');

/** The discriminators that the browser keeps. */
export async function keptJudges(): Promise<KeptJudge[]> {
  const models = await listModels();
  return models
    .filter(({ card }) => !isGenerator(card))
    .sort((one, other) => other.saved.getTime() - one.saved.getTime())
    .map(({ name, card }) => ({ name, about: factsOf(card) }));
}

/** Opens a discriminator; it is the caller's to dispose. */
export async function openJudge(source: JudgeSource): Promise<LoadedModel> {
  const loaded = await ('kept' in source
    ? loadModel(source.kept)
    : openModel(source.files).catch((cause: Error) => {
        throw new StudioError('foreign-model', cause.message, { cause });
      }));
  if (!isGenerator(loaded.card)) return loaded;
  loaded.model.dispose();
  const { name } = loaded.card.architecture;
  throw new StudioError('not-a-judge', `openJudge: expected a discriminator, got a ${name}.`);
}

/** What a card tells of a discriminator. */
export function factsOf({ architecture, description, trainedOn, preprocessing }: ModelCard) {
  const { name, options } = architecture;
  const layers = name === 'patchDiscriminator' ? Number(options.layers ?? 3) : undefined;
  const facts: JudgeFacts = {
    ...{ architecture: name, description },
    trainedOn: trainedOn.map((set) => set.name),
    trainedAt: trainedAt(preprocessing),
    patch: layers === undefined ? undefined : patchSide(layers),
  };
  return facts;
}

/** The first "n x n" of a card's words on preprocessing. */
function trainedAt(words: string): number | undefined {
  const found = /(\d+) x \1\b/.exec(words)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Two convolutions of 4 pixels see 7; each halving before them sees twice as far, and 2 more. */
function patchSide(layers: number): number {
  let side = 7;
  for (let layer = 0; layer < layers; layer++) side = 2 * side + 2;
  return side;
}
