import { messages } from '../messages/catalogue.js';
import { backend } from '../worker-client.js';
import { BackendPanel } from './backend-panel.js';

/** Shows what computes; opens the panel where it can be changed. */
export function BackendChip() {
  const words = messages.value.shell.backend;
  const state = backend.value;
  return (
    <>
      <button
        type="button"
        class="tool chip"
        data-state={state.kind}
        popovertarget="backend-panel"
        aria-label={`${words.label}: ${chipText()}`}
      >
        <span class="lamp" aria-hidden="true" />
        <span class="chip-text">{chipText()}</span>
      </button>
      <BackendPanel />
    </>
  );
}

function chipText(): string {
  const words = messages.value.shell.backend;
  const state = backend.value;
  if (state.kind === 'unknown') return words.unknown;
  if (state.kind === 'failed') return words.failed;
  if (state.kind === 'starting') return words.starting;
  return words.names[state.choice.name];
}
