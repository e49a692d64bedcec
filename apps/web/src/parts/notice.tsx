import { messages } from '../messages/catalogue.js';
import { kindOf } from '../rpc/fault.js';
import { restartWorker } from '../worker-client.js';

/** Says in words what went wrong and the way on; nothing when nothing did. */
export function Notice({ error, onDismiss }: { error: unknown; onDismiss: () => void }) {
  if (error === undefined) return null;
  const words = messages.value.faults;
  const kind = kindOf(error);
  const { what, wayOn } = words.kinds[kind];
  const message = error instanceof Error ? error.message : String(error);
  const restart = () => {
    restartWorker();
    onDismiss();
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
        <button type="button" class="button" onClick={onDismiss}>
          {words.dismiss}
        </button>
      </div>
    </div>
  );
}
