import type { StudyFile } from '../study-file.js';
import type { ReadSession } from './read-sessions.js';
import type { StudyAnalysis } from './study-analysis.js';

/** Notices that every group read another language, so that nothing tells groups from translations. */
export function languageConfound(
  sessions: readonly ReadSession[],
): Pick<StudyAnalysis, 'language'> {
  const named = sessions.filter(({ groups }) => groups.length > 0);
  const kinds = new Map<string, Set<string>>();
  for (const { rows, groups } of named) {
    const { lang } = rows[0]!;
    kinds.set(lang, (kinds.get(lang) ?? new Set()).add(groups.join('|')));
  }
  const groups = new Set(named.map((session) => session.groups.join('|')));
  const apart =
    kinds.size > 1 && groups.size > 1 && [...kinds.values()].every(({ size }) => size === 1);
  if (!apart) return {};
  const message =
    'Each group read the questions in a language of its own, so a difference between groups may be one ' +
    'between translations; permutations within a language have nothing to exchange.';
  return { language: { kind: 'refused', reason: 'not identifiable', message } };
}

/** What a reader must know before believing the rest. */
export function limitsOf(study: StudyFile, sessions: readonly ReadSession[]): string[] {
  const languages = [...new Set(sessions.map(({ rows }) => rows[0]!.lang))];
  const planned = study.stoppingRaters;
  return [
    'Groups are what participants said of themselves, by the rule of the design; they are not nations, and nobody was assigned to one by language, address or name.',
    'Participants are volunteers who found this study, not a sample of a population.',
    study.sources === 'beside'
      ? 'The source of the style was named beside each output: answers are to pictures with their names, not to pictures alone.'
      : 'Sources were named only after the last trial.',
    ...(sessions.length < planned
      ? [
          `${sessions.length} sessions of ${planned} planned: stopping early or late makes p-values untrue.`,
        ]
      : []),
    ...(sessions.length > planned
      ? [`${sessions.length} sessions, though ${planned} were planned.`]
      : []),
    ...(languages.length > 1
      ? [
          `Questions were read in ${languages.join(', ')}; translations may differ, so permutations stay within a language.`,
        ]
      : []),
    'Preferences are averages over raters; tastes of single raters are spread around them, so a rater’s own log-odds are larger.',
    'Everything but the primary test is exploratory.',
  ];
}
