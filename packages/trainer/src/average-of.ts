import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Ema, ema } from './ema.js';
import { networkWeights } from './network-variables.js';

/** The running average that `emaDecay` asks for, as a part of a step. */
export function averageOf(
  networks: Record<string, LayersModel>,
  { emaDecay }: { emaDecay?: number | undefined },
): { average?: Ema } {
  return emaDecay ? { average: ema(networkWeights(networks), { decay: emaDecay }) } : {};
}
