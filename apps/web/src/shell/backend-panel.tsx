import { messages } from '../messages/catalogue.js';
import { type BackendName, backendNames } from '../worker/backend-names.js';
import { askedBackend, backend, changeBackend } from '../worker-client.js';

/** Says why this backend computes, and lets the visitor take another. */
export function BackendPanel() {
  const words = messages.value.shell.backend;
  return (
    <section id="backend-panel" class="panel" popover="auto" aria-label={words.label}>
      <h2>{words.label}</h2>
      <BackendFacts />
      <fieldset class="choices">
        <legend>{words.change}</legend>
        <Choice name="" text={words.automatic} />
        {backendNames.map((name) => (
          <Choice key={name} name={name} text={words.names[name]} />
        ))}
      </fieldset>
      <p class="quiet small">{words.changeWarns}</p>
    </section>
  );
}

function Choice({ name, text }: { name: BackendName | ''; text: string }) {
  // Read so that the marks follow a change.
  const state = backend.value;
  return (
    <label class="choice">
      <input
        type="radio"
        name="backend"
        checked={state && askedBackend() === name}
        onChange={() => changeBackend(name)}
      />
      {text}
    </label>
  );
}

/** What is known of what computes, in words. */
export function BackendFacts() {
  const words = messages.value.shell.backend;
  const state = backend.value;
  if (state.kind === 'unknown') return <p>{words.unknown}</p>;
  if (state.kind === 'failed') return <p role="alert">{state.fault.message}</p>;
  const { because, graphics } = state.choice;
  return (
    <>
      <p>
        <strong>{words.names[state.choice.name]}.</strong> {words.reason[because](graphics)}
      </p>
      {state.kind === 'running' ? <Running /> : <p class="quiet">{words.notLoaded}</p>}
    </>
  );
}

function Running() {
  const words = messages.value.shell.backend;
  const state = backend.value;
  if (state.kind !== 'running') return null;
  const { device, precision, version, refused } = state.choice;
  return (
    <>
      <p>{words.runsOn(words.device(device), precision, version)}</p>
      {refused.map(({ name, message }) => (
        <p key={name} class="quiet small">
          {words.refused(words.names[name], message)}
        </p>
      ))}
    </>
  );
}
