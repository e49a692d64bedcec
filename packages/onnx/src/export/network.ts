import * as tf from '@tensorflow/tfjs-core';
import type { ExportRecorder } from './export-recorder.js';

/** A size in numbers, or the name of one that may differ from run to run. */
export type Size = number | string;

/** The inputs of a network by name. */
export type InputShapes = Readonly<Record<string, readonly Size[]>>;

/** What of a `tf.LayersModel` is needed to export it. */
export interface ExportableModel {
  inputs: readonly { shape: readonly (number | null)[] }[];
  inputNames: readonly string[];
  outputNames: readonly string[];
  layers: readonly unknown[];
  build?(inputShape: never): void;
  apply(inputs: tf.Tensor | tf.Tensor[], kwargs?: Record<string, unknown>): unknown;
  getUserDefinedMetadata?(): object | undefined;
}

/** A function of tensors, in the order of the inputs. */
export type ExportableFunction = (
  ...inputs: never[]
) => tf.Tensor | readonly tf.Tensor[] | tf.NamedTensorMap;

/** A network in the form that the recording wants. */
export interface Network {
  inputs: InputShapes;
  /** Runs on the tensors of the inputs, in their order. */
  run(tensors: tf.Tensor[], recorder: ExportRecorder): tf.NamedTensorMap;
}

/** A layers model whose unknown sizes got names, or a function and the shapes given for it. */
export function networkOf(
  network: ExportableModel | ExportableFunction,
  given: InputShapes | undefined,
): Network {
  if (typeof network === 'function') return functionNetwork(network, given);
  if (network && typeof network.apply === 'function' && Array.isArray(network.inputs)) {
    return modelNetwork(network, given ?? {});
  }
  throw new TypeError(
    `exportOnnx: expected a layers model or a function of tensors, got ${network === null ? 'null' : typeof network}.`,
  );
}

function functionNetwork(network: ExportableFunction, inputs: InputShapes | undefined): Network {
  if (!inputs || Object.keys(inputs).length === 0) {
    throw new TypeError(
      "exportOnnx: expected the shapes of the function's inputs, got none. Give inputs, such as { image: ['batch', 'height', 'width', 3] }.",
    );
  }
  return {
    inputs,
    run: (tensors) => namedOutputs(network(...(tensors as never[]))),
  };
}

function namedOutputs(result: unknown): tf.NamedTensorMap {
  if (result instanceof tf.Tensor) return { output: result };
  const named = Array.isArray(result)
    ? Object.fromEntries(result.map((tensor, index) => [`output${index}`, tensor]))
    : (result as Record<string, unknown> | undefined);
  const outputs = Object.entries(named ?? {});
  if (outputs.length > 0 && outputs.every(([, tensor]) => tensor instanceof tf.Tensor)) {
    return named as tf.NamedTensorMap;
  }
  throw new TypeError(
    'exportOnnx: expected a function that returns a tensor, an array or a record of tensors, got something else.',
  );
}

function modelNetwork(model: ExportableModel, given: InputShapes): Network {
  // A sequential model has no names before it is built.
  if (model.inputNames.length === 0) model.build?.(undefined as never);
  const inputs = Object.fromEntries(
    model.inputNames.map((name, index) => {
      const { shape } = model.inputs[index]!;
      return [
        name,
        given[name] ?? shape.map((size, axis) => size ?? nameOfAxis(name, shape, axis)),
      ];
    }),
  );
  const stranger = Object.keys(given).find((name) => !(name in inputs));
  if (stranger !== undefined) {
    throw new RangeError(
      `exportOnnx inputs: expected names among ${Object.keys(inputs).join(', ')}, got ${stranger}.`,
    );
  }
  return {
    inputs,
    run(tensors, recorder) {
      const restore = nameLayers(model.layers, recorder);
      try {
        const result = model.apply(tensors.length === 1 ? tensors[0]! : tensors, {
          training: false,
        });
        const outputs = (Array.isArray(result) ? result : [result]) as tf.Tensor[];
        return Object.fromEntries(
          outputs.map((tensor, index) => [model.outputNames[index]!, tensor]),
        );
      } finally {
        restore();
      }
    },
  };
}

function nameOfAxis(input: string, shape: readonly unknown[], axis: number): string {
  if (axis === 0) return 'batch';
  const image = shape.length === 4 ? ['', 'height', 'width'][axis] : undefined;
  return image || `${input}_${axis}`;
}

type Call = (...parts: unknown[]) => unknown;
interface Callable {
  name: string;
  call: Call;
  layers?: readonly unknown[];
}

/** Lets every layer tell the recorder when its call begins and ends; returns what undoes it. */
function nameLayers(layers: readonly unknown[], recorder: ExportRecorder): () => void {
  const undo: (() => void)[] = [];
  const visit = (layer: Callable) => {
    for (const inner of layer.layers ?? []) visit(inner as Callable);
    const { call } = layer;
    const own = Object.hasOwn(layer, 'call');
    layer.call = (...parts) => {
      const outer = recorder.layer;
      recorder.layer = layer.name;
      const result = call.apply(layer, parts);
      // After an error the innermost layer stays named, so that the message can say where.
      recorder.layer = outer;
      return result;
    };
    undo.push(() => {
      if (own) layer.call = call;
      else delete (layer as Partial<Callable>).call;
    });
  };
  for (const layer of layers) visit(layer as Callable);
  return () => {
    for (const step of undo.reverse()) step();
  };
}
