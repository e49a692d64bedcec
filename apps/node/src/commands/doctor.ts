import { findNodeGpu } from '@ikat/backend-node-gpu';
import { onnxDevices } from '@ikat/backend-onnx';
import { Command } from 'commander';
import { backendNames, describeBackend, startBackend } from '../backend.js';
import { describeMachine } from '../machine.js';
import { type CommonOptions, withCommonOptions } from '../options.js';
import { commandOutput } from '../output.js';
import { timeWork } from './training-work.js';

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
    output.say(`  ${report.failure ?? `${report.device}; ${report.work}`}`);
    if (name === 'onnx' && report.failure === undefined) {
      devices.push(...(await probeDevices()));
      for (const { name, failure, work } of devices) {
        output.say(`  --device ${name}: ${failure ?? `runs; ${work}`}`);
      }
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
  /** Why it does not run. */
  failure?: string;
  /** How long it worked. */
  work?: string;
}

/** The devices beside the processor that ONNX Runtime can compute on. */
async function probeDevices(): Promise<DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const device of onnxDevices.filter((name) => name !== 'cpu')) {
    try {
      await startBackend({ backend: 'onnx', device });
      reports.push({ name: device, work: await timeWork() });
    } catch (error) {
      const failure = (error as Error).message.replace(/^onnx: useOnnx: /, '');
      reports.push({ name: device, failure });
    }
  }
  return reports;
}

/** Starts one backend and times a piece of a training on it. */
async function probe(name: (typeof backendNames)[number]) {
  try {
    const info = await startBackend({ backend: name });
    return { device: describeBackend(info), work: await timeWork() };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}
