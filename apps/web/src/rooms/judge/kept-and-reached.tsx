import { language, messages } from '../../messages/catalogue.js';
import type { Distances } from '../../worker/judge/distances.js';
import { keptOf } from './verdict-words.js';

const short = (value: number) =>
  new Intl.NumberFormat(language.value, { maximumSignificantDigits: 3 }).format(value);
const percent = (value: number) =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 0 }).format(
    value,
  );

/** How much of the original is kept, and how much of the style is reached. */
export function KeptAndReached({ distances }: { distances: Distances }) {
  const words = messages.value.judge.distances;
  const { content, style } = distances;
  if (content === undefined && style === undefined) return null;
  return (
    <div class="kept-and-reached">
      <h3>{words.title}</h3>
      {content !== undefined && (
        <p>{words.content(words.contentWords[keptOf(content)], short(content))}</p>
      )}
      {style !== undefined && <p>{styleWords(style, distances.styleOfOriginal)}</p>}
      <p class="quiet small">{words.about}</p>
    </div>
  );
}

function styleWords(now: number, before: number | undefined): string {
  const words = messages.value.judge.distances;
  if (before === undefined) return words.styleOnly(short(now));
  if (now >= before) return words.styleFarther(short(now), short(before));
  return words.styleCloser(percent(1 - now / before), short(now), short(before));
}
