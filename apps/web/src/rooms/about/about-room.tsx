import './about.css';
import { messages } from '../../messages/catalogue.js';
import { RoomFrame } from '../../parts/room-frame.js';
import { BackendFacts } from '../../shell/backend-panel.js';
import { MachineCheck } from './machine-check.js';
import { Sources } from './sources.js';

const SOFTWARE = [
  ['TensorFlow.js', 'Apache-2.0'],
  ['Preact', 'MIT'],
  ['uPlot', 'MIT'],
  ['idb', 'ISC'],
  ['fflate', 'MIT'],
  ['nsfwjs (Inception)', 'MIT'],
] as const;

/** What the studio is, what computes, whose the pictures and models are, and what stays private. */
export function Room() {
  const words = messages.value.about;
  return (
    <RoomFrame heading={words.heading} lead={words.lead}>
      <div class="about">
        <section class="card">
          <h2>{words.machine.heading}</h2>
          <BackendFacts />
          <MachineCheck />
        </section>
        <section class="card">
          <h2>{words.privacy.heading}</h2>
          <p>{words.privacy.text}</p>
          <p>{words.privacy.offline}</p>
          <p>{words.privacy.kept}</p>
        </section>
        <Sources />
        <section class="card">
          <h2>{words.software.heading}</h2>
          <p>{words.software.own}</p>
          <p>{words.software.others}</p>
          <ul class="software">
            {SOFTWARE.map(([name, licence]) => (
              <li key={name}>
                {name} <span class="quiet">{licence}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </RoomFrame>
  );
}
