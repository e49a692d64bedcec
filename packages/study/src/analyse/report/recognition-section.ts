import { type Html, type HtmlPart, html, pIs, reportTable } from '@ikat/culture';
import { LEAST_CELL } from '../least-cell.js';
import type { RecognitionAnalysis, RecognitionOutcome } from '../recognition-part.js';
import type { Words } from './report-words.js';

/** What was recognised, by whom: shares with intervals first, then the advantage of one's own. */
export function recognitionSection(found: RecognitionOutcome, words: Words): Html {
  if (found.kind === 'refused')
    return found.reason === 'not asked'
      ? html`<p>${words.spoken(found.message)}</p>`
      : words.refused(found);
  const parts: HtmlPart[] = [
    html`<p>${asked(found, words)}</p>`,
    sharesTable(found, words),
    ceiling(found, words),
    advantage(found, 'real', words),
    advantage(found, 'generated', words),
    confusions(found, words),
    html`<p>${words.spoken(found.note)}</p>`,
  ];
  return html`${parts}`;
}

type Picture = 'real' | 'generated';

const kindOf = (picture: Picture, { say }: Words) => say(picture === 'real' ? 'works' : 'outputs');

function asked(found: RecognitionAnalysis, { say, together, people, group, list }: Words): Html {
  const { answers, skipped, raters, inSeveralGroups } = found;
  const counts = Object.entries(raters).map(([id, count]) =>
    say('ratersOfGroup', { group: group(id), count: people(count) }),
  );
  return together(
    say('asked', { answers, skipped, raters: list(counts) }),
    inSeveralGroups > 0 && say('several', { count: people(inSeveralGroups) }),
    say('ratersOnly'),
  );
}

const isShown = ({ raters }: RecognitionAnalysis, group: string) => raters[group]! >= LEAST_CELL;

function sharesTable(found: RecognitionAnalysis, words: Words): Html {
  const { say, percent, range, level, group } = words;
  const [first] = found.confusions;
  return reportTable({
    caption: say('recognisedTable'),
    head: [
      say('raters'),
      say('pictures'),
      say('recognised'),
      say('interval', { level: level(first!.recognised.interval.level) }),
      say('answers'),
    ],
    rows: found.confusions.map(({ group: id, picture, recognised }) => {
      const { value, interval, answers } = recognised;
      const shown = isShown(found, id)
        ? [percent(value), range(interval, percent), `${answers}`]
        : [say('fewRaters', { least: LEAST_CELL }), say('none'), say('none')];
      return [group(id), kindOf(picture, words), ...shown];
    }),
  });
}

function ceiling({ ceiling: found, confusions: [first] }: RecognitionAnalysis, words: Words): Html {
  const { say, together, percent, points, refused } = words;
  if (found.kind === 'refused') return refused(found);
  const { generated, real } = found;
  const traditions = first!.traditions.length;
  const sentences = together(
    html`<strong>${say('ceiling', { points: points(found) })}</strong>`,
    say('ceilingShares', { generated: percent(generated), real: percent(real) }),
    say('guessing', { traditions, share: percent(1 / traditions) }),
  );
  return html`<p>${sentences}</p>`;
}

function advantage(analysis: RecognitionAnalysis, picture: Picture, words: Words): Html {
  const { say, together, percent, points, list, refused } = words;
  const found = analysis.advantage[picture];
  const pictures = kindOf(picture, words);
  if (found.kind === 'refused')
    return html`<p>${say('noAdvantage', { pictures })}</p>${refused(found)}`;
  // Of so few, shares would tell what single raters answered.
  if (!found.traditions.every((tradition) => isShown(analysis, analysis.owners[tradition]!)))
    return html`<p>${say('noAdvantage', { pictures })} ${say('fewRaters', { least: LEAST_CELL })}</p>`;
  const owned = found.traditions.map((tradition) =>
    say('owned', {
      tradition: words.tradition(tradition),
      group: words.group(analysis.owners[tradition]!),
    }),
  );
  const shares = say('advantageShares', {
    own: percent(found.ownShare),
    other: percent(found.otherShare),
    p: pIs(found.permutationPValue),
    traditions: list(owned),
  });
  const size = say('advantage', { pictures, points: points(found) });
  return html`<p>${together(html`<strong>${size}</strong>`, shares)}</p>`;
}

function confusions(found: RecognitionAnalysis, words: Words): Html {
  const { say, group, tradition } = words;
  const tables = found.confusions
    .filter(({ group: id }) => isShown(found, id))
    .map(({ group: id, picture, traditions, counts }) =>
      reportTable({
        caption: say('confusionTable', {
          pictures: kindOf(picture, words),
          group: group(id),
        }),
        head: [say('shown'), ...traditions.map(tradition), say('unsure')],
        rows: counts.flatMap((row, at) =>
          row.some((count) => count > 0) ? [[tradition(traditions[at]!), ...row.map(String)]] : [],
        ),
      }),
    );
  return html`<details><summary>${say('confusions')}</summary>${tables}</details>`;
}
