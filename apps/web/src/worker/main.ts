// The worker: everything that computes. Each method's code is loaded when it is first called.
import type { Port } from '../rpc/messages.js';
import { type CallContext, serve } from '../rpc/serve.js';
import type { MeasureEvent } from './about/measure-machine.js';
import { chosenBackend, startBackend } from './backend.js';
import type { JudgeRequest, Verdict } from './judge/judge-pictures.js';
import type { ComposeRequest } from './stylise/compose-picture.js';
import type { ModelSource } from './stylise/model-source.js';
import type { PaintLikeEvent, PaintLikeRequest } from './stylise/paint-like.js';
import type { StyliseEvent, StyliseRequest } from './stylise/stylise.js';
import type { NetworkRequest } from './train/export-network.js';
import type { PictureRead } from './train/read-pictures.js';
import type { TrainRequest } from './train/train.js';
import type { TrainingEvent } from './train/training.js';

const methods = {
  chosenBackend: async (_request: undefined, _context: CallContext) => chosenBackend(),
  startBackend: async (_request: undefined, _context: CallContext) => startBackend(),
  measureMachine: async (request: undefined, context: CallContext<MeasureEvent>) =>
    (await import('./about/measure-machine.js')).measureMachine(request, context),
  measurePicture: async (picture: Blob, _context: CallContext) =>
    (await import('./stylise/decode.js')).measurePicture(picture),
  inspectModel: async (source: ModelSource, _context: CallContext) =>
    (await import('./stylise/model-source.js')).inspectModel(source),
  stylise: async (request: StyliseRequest, context: CallContext<StyliseEvent>) =>
    (await import('./stylise/stylise.js')).stylise(request, context),
  paintLike: async (request: PaintLikeRequest, context: CallContext<PaintLikeEvent>) =>
    (await import('./stylise/paint-like.js')).paintLike(request, context),
  composePicture: async (request: ComposeRequest, _context: CallContext) =>
    (await import('./stylise/compose-picture.js')).composePicture(request),
  readPictures: async (request: { files: File[] }, context: CallContext<PictureRead>) =>
    (await import('./train/read-pictures.js')).readPictures(request, context),
  train: async (request: TrainRequest, context: CallContext<TrainingEvent>) =>
    (await import('./train/train.js')).trainNow(request, context),
  pauseTraining: async (paused: boolean, _context: CallContext) =>
    (await import('./train/train.js')).pauseTraining(paused),
  keptTrainings: async (_request: undefined, _context: CallContext) =>
    (await import('./train/training-store.js')).keptTrainings(),
  discardTraining: async (id: string, _context: CallContext) =>
    (await import('./train/train.js')).discardTraining(id),
  exportNetwork: async (request: NetworkRequest, _context: CallContext) =>
    (await import('./train/export-network.js')).exportNetwork(request),
  keepNetwork: async (request: NetworkRequest, _context: CallContext) =>
    (await import('./train/export-network.js')).keepNetwork(request),
  keptJudges: async (_request: undefined, _context: CallContext) =>
    (await import('./judge/discriminator.js')).keptJudges(),
  judgePictures: async (request: JudgeRequest, context: CallContext<Verdict>) =>
    (await import('./judge/judge-pictures.js')).judgePictures(request, context),
};

/** The methods that the page can call, with the types of their requests, events and results. */
export type Methods = typeof methods;

serve(self as unknown as Port, methods);
