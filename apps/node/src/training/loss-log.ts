import type { TrainProgress } from '@ikat/trainer';
import type { RunFolder } from '@ikat/trainer/node';

const LOG_SECONDS = 1;

/** The losses of a run on their way into its log. */
export interface LossLog {
  /** What was logged last. */
  readonly losses: Record<string, number>;
  /** Logs a step, at most one in a second. */
  note(progress: TrainProgress): Promise<void>;
  /** Logs the last step after the loop, so that the log ends where the run does. */
  end(): Promise<void>;
}

/** Writes losses into a run folder's log. */
export function lossLog(folder: Pick<RunFolder, 'log'>): LossLog {
  let next = 0;
  let losses: Record<string, number> = {};
  let unlogged: TrainProgress | undefined;
  const write = async (progress: TrainProgress) => {
    const { step, seconds } = progress;
    losses = await progress.losses();
    await folder.log({ step, seconds, ...losses });
    unlogged = undefined;
  };
  return {
    get losses() {
      return losses;
    },
    async note(progress) {
      unlogged = progress;
      if (progress.seconds < next) return;
      next = progress.seconds + LOG_SECONDS;
      await write(progress);
    },
    async end() {
      if (unlogged) await write(unlogged);
    },
  };
}
