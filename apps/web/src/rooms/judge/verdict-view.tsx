import { language, messages } from '../../messages/catalogue.js';
import { type JudgedPicture, pictures, shown } from './judge-state.js';
import { KeptAndReached } from './kept-and-reached.js';
import { MapOverPicture } from './map-over-picture.js';
import { opinionOf } from './verdict-words.js';

const percent = (value: number) =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 0 }).format(
    value,
  );
const number = (value: number) =>
  new Intl.NumberFormat(language.value, { maximumFractionDigits: 3 }).format(value);

/** What the discriminator says. */
export function VerdictView() {
  const words = messages.value.judge;
  const picture = pictures.value[shown.value];
  if (!picture) return <Caveats />;
  return (
    <div class="judge-verdict">
      <section class="card" aria-labelledby="verdict-title">
        <h2 id="verdict-title">{words.verdict.title}</h2>
        {pictures.value.length > 1 && <Others />}
        <MapOverPicture picture={picture} />
        <Said picture={picture} />
        {picture.verdict && <KeptAndReached distances={picture.verdict.distances} />}
      </section>
      <Caveats />
    </div>
  );
}

function Said({ picture: { verdict } }: { picture: JudgedPicture }) {
  const words = messages.value.judge.verdict;
  if (!verdict) return null;
  const { probability, mean, map } = verdict;
  return (
    <div role="status">
      <p class="probability">{words.number(percent(probability))}</p>
      <p>{words.words[opinionOf(probability)]}</p>
      <p class="quiet small">
        {words.details(number(probability), number(mean))} {!map && words.noMap}
      </p>
    </div>
  );
}

/** All pictures with what was said of them; one is shown large. */
function Others() {
  const words = messages.value.judge.verdict;
  return (
    <fieldset class="thumbs" aria-label={words.choose}>
      {pictures.value.map(({ name, url, verdict }, index) => (
        <button
          key={url}
          type="button"
          class="thumb"
          aria-pressed={shown.value === index}
          onClick={() => {
            shown.value = index;
          }}
        >
          <img src={url} alt={name} />
          {verdict && percent(verdict.probability)}
        </button>
      ))}
    </fieldset>
  );
}

function Caveats() {
  const words = messages.value.judge.caveats;
  return (
    <section class="card" aria-labelledby="caveats-title">
      <h2 id="caveats-title">{words.title}</h2>
      <ul class="caveats">
        {words.list.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </section>
  );
}
