import type { LoadedModel } from '@ikat/models';
import { saveModel, saveSafetensors } from '@ikat/models/node';

/** How the numbers of a file are stored. */
export type Precision = 'float32' | 'float16';

/** A model on its way into a file or a folder. */
export interface ExportJob extends LoadedModel {
  out: string;
  precision: Precision;
}

interface ExportFormat {
  /** What the name of the result ends in, if nobody says another. */
  ending: string;
  write(job: ExportJob): Promise<void>;
}

/** What a model can be exported as; a new format is a new line. */
export const exportFormats: Readonly<Record<string, ExportFormat>> = {
  safetensors: {
    ending: '.safetensors',
    write: ({ model, out, precision }) => saveSafetensors(model, out, { precision }),
  },
  tfjs: {
    ending: '-tfjs',
    write: ({ model, card, out, precision }) => saveModel(model, out, { ...card, precision }),
  },
};
