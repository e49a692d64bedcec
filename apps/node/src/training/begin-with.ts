import type { TrainingData } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Gives a network the weights of a saved one of its form; says what that one has learned from. */
export async function beginWith(network: LayersModel, folder: string): Promise<TrainingData[]> {
  const { model, card } = await loadModel(folder);
  try {
    expectSameForm(network, model, folder);
    network.setWeights(model.getWeights());
    return card.trainedOn;
  } finally {
    model.dispose();
  }
}

function expectSameForm(network: LayersModel, model: LayersModel, folder: string): void {
  const shapes = (of: LayersModel) => of.getWeights().map(({ shape }) => shape.join(' x '));
  if (shapes(network).join() === shapes(model).join()) return;
  throw new Error(
    `train: expected a model of ${network.countParams()} weights to begin with, got one of ${model.countParams()} in ${folder}. Set --filters and --blocks as it was made.`,
  );
}
