import { writeModel } from '@ikat/onnx';
import { type OnnxDevice, providers, sessionOptions } from './devices.js';
import type { Runtime } from './runtime.js';

/**
 * Runs one node on a device, because having its name is not having it.
 *
 * @throws Error when it does not compute, with what it needs
 */
export function expectDevice(runtime: Runtime, device: OnnxDevice, threads: number): void {
  const { provider, needs } = providers[device];
  if (!runtime.devices.includes(provider)) {
    throw new Error(
      `useOnnx: expected ONNX Runtime to know the device ${device}, got a build for ${runtime.devices.join(', ')}. It needs ${needs}. Use { device: 'cpu' }.`,
    );
  }
  try {
    const sum = addOnce(runtime, device, threads);
    if (sum !== 3) throw new Error(`1 + 2 made ${sum}.`);
  } catch (cause) {
    const reason = reasonOf(cause as Error);
    throw new Error(
      `useOnnx: expected the device ${device} to compute, got: ${reason} It needs ${needs}. Take the device cpu (--device cpu), or let { fallback: true } do so.`,
      { cause },
    );
  }
}

/** The first line of the runtime's error, without the place in its sources, as a sentence. */
function reasonOf({ message }: Error): string {
  const [line] = message.split('\n');
  return line!.replace(/^.* was false\. /, '').replace(/\.?$/, '.');
}

function addOnce(runtime: Runtime, device: OnnxDevice, threads: number): number {
  const edge = (name: string) => ({ name, type: 'float32' as const, dims: [1] });
  const node = { attributes: {}, domain: '', origin: 'check' };
  const bytes = writeModel({
    opset: 17,
    nodes: [{ ...node, operator: 'Add', inputs: ['a', 'b'], outputs: ['sum'] }],
    initializers: [],
    inputs: [edge('a'), edge('b')],
    outputs: [edge('sum')],
  });
  const session = runtime.newSession();
  const { buffer, byteOffset, byteLength } = bytes;
  session.loadModel(buffer, byteOffset, byteLength, {
    ...sessionOptions(device, threads),
    logSeverityLevel: 4, // the reason is told by the error
  });
  try {
    const number = (value: number) => new runtime.Tensor('float32', Float32Array.of(value), [1]);
    const sum = number(0);
    session.run({ a: number(1), b: number(2) }, { sum }, {});
    return (sum.data as Float32Array)[0]!;
  } finally {
    session.dispose();
  }
}
