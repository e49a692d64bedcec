import type { Signal } from '@preact/signals';
import { messages } from '../messages/catalogue.js';
import { kindOf } from '../rpc/fault.js';
import { restartWorker } from '../worker-client.js';

/** Says in words what went wrong and the way on; nothing when nothing did. */
export function Notice({ fault }: { fault: Signal<unknown> }) {
  const error = fault.value;
  if (error === undefined) return null;
  const words = messages.value.faults;
  const kind = kindOf(error);
  const { what, wayOn } = words.kinds[kind];
  const message = error instanceof Error ? error.message : String(error);
  const dismiss = () => {
    fault.value = undefined;
  };
  const restart = () => {
    restartWorker();
    dismiss();
  };
  return (
    <div class="notice" role="alert" data-kind={kind}>
      <p>
        <strong>{what}</strong> {wayOn}
      </p>
      {kind !== 'cancelled' && (
        <details>
          <summary>{words.details}</summary>
          <pre>{message}</pre>
        </details>
      )}
      <div class="buttons">
        {['context-lost', 'out-of-memory', 'other'].includes(kind) && (
          <button type="button" class="button" onClick={restart}>
            {words.restart}
          </button>
        )}
        <button type="button" class="button" onClick={dismiss}>
          {words.dismiss}
        </button>
      </div>
    </div>
  );
}
