import { findNodeGpu } from '@ikat/backend-node-gpu';
import { onnxDevices } from '@ikat/backend-onnx';
import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import { backendNames, describeBackend, startBackend } from '../backend.js';
import { describeMachine } from '../machine.js';
import { type CommonOptions, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';

/** `ikat doctor`: what was found, what was tried, and why. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('Say what this machine computes on: what was found, tried, and why.')
    .addHelpText('after', '\nExamples:\n  $ ikat doctor\n  $ ikat doctor --json');
  return withCommonOptions(command).action(examine);
}

async function examine(options: CommonOptions): Promise<void> {
  const output = commandOutput(options);
  const machine = describeMachine();
  output.say(`Node ${machine.node} on ${machine.platform}`);
  output.say(`${machine.cores} cores: ${machine.processor}, ${machine.memoryGiB} GiB of memory`);
  const gpu = await findNodeGpu();
  const backends = [];
  const devices: DeviceReport[] = [];
  for (const name of backendNames) {
    const report = await probe(name);
    backends.push({ name, ...report });
    const mark = report.failure === undefined ? 'runs' : 'does not run';
    output.say(`\n${name}: ${mark}`);
    output.say(`  ${report.failure ?? `${report.device}; ${report.convolution}`}`);
    if (name === 'onnx' && report.failure === undefined) {
      devices.push(...(await probeDevices()));
      for (const device of devices) output.say(`  --device ${device.name}: ${device.told}`);
    }
  }
  const info = await startBackend(options);
  output.say(`\nikat computes on ${describeBackend(info)}: ${reason(options)}.`);
  output.event('result', { machine, gpu, backends, devices, chosen: info });
}

const reason = ({ backend, device }: CommonOptions): string =>
  backend === 'auto' && device === undefined
    ? `the first of ${backendNames.join(', ')} that runs here`
    : 'as asked for';

interface DeviceReport {
  name: string;
  failure?: string;
  told: string;
}

/** The devices beside the processor that ONNX Runtime can compute on. */
async function probeDevices(): Promise<DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const device of onnxDevices.filter((name) => name !== 'cpu')) {
    try {
      await startBackend({ backend: 'onnx', device });
      reports.push({ name: device, told: `runs; ${await timeConvolution()}` });
    } catch (error) {
      const told = (error as Error).message.replace(/^onnx: useOnnx: /, '');
      reports.push({ name: device, failure: told, told });
    }
  }
  return reports;
}

/** Starts one backend and runs a convolution and its gradient on it. */
async function probe(name: (typeof backendNames)[number]) {
  try {
    const info = await startBackend({ backend: name });
    return { device: describeBackend(info), convolution: await timeConvolution() };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

const SIZE = 64;
const CHANNELS = 32;
const RUNS = 5;

async function timeConvolution(): Promise<string> {
  correctGradients();
  const image = tf.zeros<tf.Rank.R4>([1, SIZE, SIZE, CHANNELS]);
  const filter = tf.zeros<tf.Rank.R4>([3, 3, CHANNELS, CHANNELS]);
  const both = tf.grads((x, w) => tf.sum(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same')));
  const once = async () => {
    const gradients = both([image, filter]);
    await Promise.all(gradients.map((gradient) => gradient.data()));
    tf.dispose(gradients);
  };
  await once();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await once();
    times.push(performance.now() - start);
  }
  tf.dispose([image, filter]);
  const took = Math.min(...times);
  return `a 3x3 convolution of ${SIZE} x ${SIZE} x ${CHANNELS} and its gradients take ${took.toFixed(1)} ms`;
}
