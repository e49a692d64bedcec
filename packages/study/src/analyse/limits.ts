import type { StudyFile } from '../study-file.js';
import type { ReadSession } from './read-sessions.js';
import { state } from './statements/statement.js';
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
  const message = state('languagesApart');
  return { language: { kind: 'refused', reason: 'not identifiable', message } };
}

/** What a reader must know before believing the rest. */
export function limitsOf(study: StudyFile, sessions: readonly ReadSession[]): string[] {
  const languages = [...new Set(sessions.map(({ rows }) => rows[0]!.lang))];
  const planned = study.stoppingRaters;
  return [
    state('ownWords'),
    state('volunteers'),
    state(study.sources === 'beside' ? 'sourcesBeside' : 'sourcesAfterwards'),
    ...(sessions.length < planned
      ? [state('fewerSessions', { sessions: sessions.length, planned })]
      : []),
    ...(sessions.length > planned
      ? [state('moreSessions', { sessions: sessions.length, planned })]
      : []),
    ...(languages.length > 1
      ? [state('severalLanguages', { languages: languages.join(', ') })]
      : []),
    state('averages'),
    state('exploratory'),
  ];
}
