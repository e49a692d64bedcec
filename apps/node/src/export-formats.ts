import type { LoadedModel } from '@ikat/models';
import { saveModel, saveSafetensors } from '@ikat/models/node';
import { exportOnnx } from '@ikat/onnx';
import { writeWhole } from './write-whole.js';

/** How the numbers of a file are stored. */
export type Precision = 'float32' | 'float16';

/** A model on its way into a file or a folder. */
export interface ExportJob extends LoadedModel {
  out: string;
  precision: Precision;
  /** Height and width of the images, where a format cannot leave them open. */
  size?: number | undefined;
}

interface ExportFormat {
  /** What the name of the result ends in, if nobody says another. */
  ending: string;
  /** Writes it, and gives what a person should know about the result. */
  write(job: ExportJob): Promise<string[]>;
}

/** What a model can be exported as; a new format is a new line. */
export const exportFormats: Readonly<Record<string, ExportFormat>> = {
  safetensors: {
    ending: '.safetensors',
    write: async ({ model, out, precision }) => {
      await saveSafetensors(model, out, { precision });
      return [];
    },
  },
  tfjs: {
    ending: '-tfjs',
    write: async ({ model, card, out, precision }) => {
      await saveModel(model, out, { ...card, precision });
      return [];
    },
  },
  onnx: { ending: '.onnx', write: writeOnnx },
};

async function writeOnnx({ model, card, out, precision, size }: ExportJob): Promise<string[]> {
  const { bytes, inputs, outputs, fixed } = exportOnnx(model, {
    precision,
    metadata: { 'ikat.card': JSON.stringify(card) },
    name: card.architecture.name,
    sizes: size === undefined ? undefined : { height: size, width: size },
  });
  await writeWhole('export', out, bytes);
  const edges = [...inputs, ...outputs].map(({ name, dims }) => `${name} [${dims.join(', ')}]`);
  return [...edges, ...fixed.map((one) => `${one.name} is fixed: ${one.because} depends on it`)];
}
