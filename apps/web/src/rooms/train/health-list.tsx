import type { Finding } from '@ikat/trainer';
import { messages } from '../../messages/catalogue.js';
import { health } from './train-state.js';

/** How the training goes, in words. */
export function HealthList() {
  const words = messages.value.train.health;
  return (
    <section class="card" aria-labelledby="health-title">
      <h2 id="health-title">{words.title}</h2>
      <ul class="health">
        {health.value.length === 0 && <li class="warning">{words.kinds.nothing()}</li>}
        {health.value.map((finding) => (
          <li key={`${finding.kind} ${finding.name}`} class={finding.level}>
            <strong>{words.levels[finding.level]}</strong> {worded(finding)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function worded({ kind, name = '', numbers }: Finding): string {
  const { health: words, losses } = messages.value.train;
  return words.kinds[kind](losses.names[name] ?? name, numbers);
}
