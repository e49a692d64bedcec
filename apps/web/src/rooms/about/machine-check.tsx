import { signal } from '@preact/signals';
import { messages } from '../../messages/catalogue.js';
import { Notice } from '../../parts/notice.js';
import { Progress } from '../../parts/progress.js';
import { kindOf } from '../../rpc/fault.js';
import type { MachineMeasurement } from '../../worker/about/measure-machine.js';
import { call, ensureBackend } from '../../worker-client.js';
import { reportText } from './report-text.js';

const share = signal<number | undefined>(undefined);
const measured = signal<MachineMeasurement | undefined>(undefined);
const copied = signal(false);
const fault = signal<unknown>(undefined);
let abort = new AbortController();

async function measure(): Promise<void> {
  abort = new AbortController();
  [share.value, measured.value, copied.value, fault.value] = [0, undefined, false, undefined];
  try {
    await ensureBackend();
    measured.value = await call('measureMachine', undefined, {
      signal: abort.signal,
      onEvent: (done) => {
        share.value = done;
      },
    });
  } catch (error) {
    if (kindOf(error) !== 'cancelled') fault.value = error;
  } finally {
    share.value = undefined;
  }
}

/** Measures a small standard set of work, and gives the result as text to copy. */
export function MachineCheck() {
  const words = messages.value.about.machine;
  return (
    <div class="machine-check">
      <Notice fault={fault} />
      {measured.value && <Report measured={measured.value} />}
      {share.value === undefined ? (
        <>
          <p class="quiet small">{words.hint}</p>
          <button type="button" class="button" onClick={() => void measure()}>
            {words.measure}
          </button>
        </>
      ) : (
        <>
          <Progress text={words.measuring} value={share.value} />
          <button type="button" class="button" onClick={() => abort.abort()}>
            {words.stop}
          </button>
        </>
      )}
    </div>
  );
}

function Report({ measured: result }: { measured: MachineMeasurement }) {
  const words = messages.value.about.machine;
  const text = reportText(result, words);
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => {
      copied.value = true;
    });
  return (
    <div role="status">
      <h3>{words.report}</h3>
      <pre class="report">{text}</pre>
      <p>
        <button type="button" class="button" onClick={() => void copy()}>
          {words.copy}
        </button>{' '}
        {copied.value && words.copied}
      </p>
    </div>
  );
}
