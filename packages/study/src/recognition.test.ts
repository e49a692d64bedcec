import { describe, expect, test } from 'vitest';
import { analyseStudy } from './analyse/analyse-study.js';
import { readSessions } from './analyse/read-sessions.js';
import type { RecognitionOutcome } from './analyse/recognition-part.js';
import { analysisReport } from './analyse/report/analysis-report.js';
import { recognitionCsv } from './analyse/write-tables.js';
import { makeStudy } from './make-study.js';
import { recognitionFirst } from './recognition-design.js';
import { type StudySessionFile, sessionChecksum } from './session.js';
import { simulateStudy } from './simulate-study.js';
import { smallPlan } from './small-plan.js';
import type { StudyPlan } from './study-plan.js';

const sha = 'c'.repeat(64);
const works = ['one', 'two', 'three'].map((id) => ({ id, credit: { en: `${id}, by a hand` } }));
const plan: StudyPlan = {
  ...smallPlan,
  traditions: smallPlan.traditions.map((tradition) => ({ ...tradition, works })),
  recognition: { real: 2, generated: 2 },
  ratersPerGroup: 40,
};

function studyOf(given: StudyPlan) {
  const result = makeStudy(given, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.study;
}

const study = studyOf(plan);
const filesOf = (sessions: readonly StudySessionFile[]) =>
  sessions.map((session) => ({
    name: `session-${session.participant}.json`,
    bytes: new TextEncoder().encode(JSON.stringify(session)),
  }));
const changed = (session: StudySessionFile, change: Partial<StudySessionFile>) => {
  const again = { ...session, ...change };
  return { ...again, checksum: sessionChecksum(again) };
};
const quick = { permutations: 199, bootstrap: 199 };
const analysed = (sessions: readonly StudySessionFile[], of = study) =>
  analyseStudy({ study: of, sha }, readSessions({ study: of, sha }, filesOf(sessions)), quick);

function found(outcome: RecognitionOutcome) {
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome;
}

describe('the design', () => {
  test('shows each participant as many works and outputs of each tradition', () => {
    for (const { recognition } of study.sessions) {
      const kinds = recognition!.trials.map(({ picture, shown }) => `${picture} ${shown}`).sort();
      expect(kinds).toEqual(
        ['generated ink', 'generated oil', 'real ink', 'real oil'].flatMap((kind) => [kind, kind]),
      );
      expect([...recognition!.choices].sort()).toEqual(['ink', 'oil']);
      expect(new Set(recognition!.trials.map(({ image }) => image)).size).toBe(8);
    }
  });

  test('shows all pictures about equally often, in changing order', () => {
    const counts = new Map<string, number>();
    for (const { recognition } of study.sessions) {
      for (const { image } of recognition!.trials) counts.set(image, (counts.get(image) ?? 0) + 1);
    }
    expect(counts.size).toBe(2 * 3 + 2 * 4);
    const of = (room: string) =>
      [...counts].filter(([image]) => image.startsWith(room)).map(([, count]) => count);
    expect(Math.max(...of('works')) - Math.min(...of('works'))).toBeLessThanOrEqual(1);
    expect(Math.max(...of('ink')) - Math.min(...of('ink'))).toBeLessThanOrEqual(1);
    const firsts = study.sessions.filter(({ recognition }) => recognition!.choices[0] === 'ink');
    expect(firsts.length).toBeGreaterThan(20);
    expect(firsts.length).toBeLessThan(60);
  });

  test('asks first where comparisons name the traditions, last where they do not', () => {
    const constructs = ['liking'];
    expect(recognitionFirst({ sources: 'beside', constructs })).toBe(true);
    expect(recognitionFirst({ sources: 'afterwards', constructs })).toBe(false);
    expect(recognitionFirst({ sources: 'afterwards', constructs: ['fidelity'] })).toBe(true);
  });

  test('warns of traditions without works, and adds nothing where nobody is asked', () => {
    const without = studyOf({ ...plan, traditions: smallPlan.traditions });
    expect(without.warnings.join()).toContain('No real works of ink, oil');
    const { recognition: _, ...unasked } = plan;
    expect(studyOf(unasked).sessions.every((session) => !('recognition' in session))).toBe(true);
  });

  test('lists all that is wrong with it', () => {
    const bad = {
      ...plan,
      traditions: [
        { ...plan.traditions[0]!, id: 'unsure', works: [{ id: 'a', credit: {} }] },
        plan.traditions[1]!,
      ],
      recognition: { real: 0.5, generated: 0 },
    } as unknown as StudyPlan;
    expect(() => makeStudy(bad)).toThrow(
      /expected a credit[\s\S]*whole number in "recognition.real"[\s\S]*another name of a tradition/,
    );
    expect(() => makeStudy({ ...plan, recognition: { real: 0, generated: 0 } })).toThrow(
      'expected pictures to recognise, got none.',
    );
  });
});

describe('the analysis', () => {
  const truth = { recognition: { real: 0.9, generated: 0.4, own: 0.3 } };

  test('finds the ceiling and the advantage that answers were made from', () => {
    const { advantage, ceiling } = found(
      analysed(simulateStudy(study, sha, { recognition: { real: 0.7, generated: 0.4, own: 0.3 } }))
        .recognition,
    );
    if (ceiling.kind === 'refused' || advantage.generated.kind === 'refused') throw new Error();
    // 0.85 and 0.55 on average over own and other; 0.3 between the two.
    expect(ceiling.interval.low).toBeLessThan(-0.3);
    expect(ceiling.interval.high).toBeGreaterThan(-0.3);
    expect(advantage.generated.interval.low).toBeLessThan(0.3);
    expect(advantage.generated.interval.high).toBeGreaterThan(0.3);
    expect(advantage.generated.permutationPValue).toBeLessThan(0.01);
  });

  test('counts who took what for what', () => {
    const [first] = simulateStudy(study, sha, truth) as [StudySessionFile];
    const recognition = first.recognition.map((row, at) => ({
      ...row,
      answer: at === 0 ? '' : row.picture === 'real' ? row.shown : 'unsure',
    }));
    const { confusions, skipped, answers, owners } = found(
      analysed([changed(first, { recognition })]).recognition,
    );
    expect({ skipped, answers, owners }).toEqual({
      skipped: 1,
      answers: 7,
      owners: { ink: 'east', oil: 'west' },
    });
    for (const { picture, counts } of confusions) {
      const [ink, oil] = counts as [number[], number[]];
      const wrong = picture === 'real' ? [ink[1], ink[2], oil[0], oil[2]] : [...ink.slice(0, 2)];
      expect(wrong.every((count) => count === 0)).toBe(true);
    }
  });

  test('has no advantage of one’s own where a tradition is two groups’ own', () => {
    const shared = studyOf({
      ...plan,
      groups: [
        { id: 'east', traditions: ['ink', 'oil'] },
        { id: 'west', traditions: ['oil', 'ink'] },
      ],
    });
    const { advantage, inSeveralGroups } = found(
      analysed(
        simulateStudy(shared, sha, truth).map((session, at) =>
          at < 3 ? session : changed(session, withoutGroups(session)),
        ),
        shared,
      ).recognition,
    );
    expect(inSeveralGroups).toBe(3);
    expect(advantage.real).toMatchObject({ kind: 'refused', reason: 'not identifiable' });
  });

  test('says that nobody was asked, or nobody answered', () => {
    const sessions = simulateStudy(study, sha, truth);
    const skipped = sessions.map((session) =>
      changed(session, {
        recognition: session.recognition.map((row) => ({ ...row, answer: '' })),
      }),
    );
    expect(analysed(skipped).recognition).toMatchObject({ reason: 'no answers' });
    const { recognition: _, ...unasked } = plan;
    const other = studyOf(unasked);
    expect(analysed(simulateStudy(other, sha, {}), other).recognition).toMatchObject({
      reason: 'not asked',
    });
  });

  test('refuses answers that were changed', () => {
    const [first] = simulateStudy(study, sha, truth) as [StudySessionFile];
    const [row, ...rest] = first.recognition;
    const wrong = [
      [{ ...row!, answer: 'water' }, ...rest],
      [{ ...row!, shown: row!.shown === 'ink' ? 'oil' : 'ink' }, ...rest],
      [...rest],
      [...first.recognition, row!],
    ];
    for (const recognition of wrong) {
      const read = readSessions({ study, sha }, filesOf([changed(first, { recognition })]));
      expect(read.refused.map(({ reason }) => reason)).toEqual(['edited']);
    }
  });

  test('reports shares before p-values, without groups of fewer than five', () => {
    const sessions = simulateStudy(study, sha, truth);
    const east = sessions.filter(({ ratings }) => ratings[0]!.groups === 'east');
    const west = sessions.filter(({ ratings }) => ratings[0]!.groups === 'west');
    const sectionOf = (given: readonly StudySessionFile[]) =>
      /\. Recognition<(.*?)\. Defaults for groups</s.exec(analysisReport(analysed(given)))![1]!;
    const whole = sectionOf(sessions);
    expect(whole).toContain('recognised');
    expect(whole.indexOf('recognised')).toBeLessThan(whole.indexOf('permutation of'));
    const section = sectionOf([...east, ...west.slice(0, 3)]);
    expect(section).not.toContain('permutation of');
    expect(section).toContain('fewer than 5 raters');
    expect(section).toContain('works of art, raters of east');
    expect(section).not.toContain('raters of west');
    expect(section).toContain('Recognised is not representative');
  });

  test('writes a table with a row an answer', () => {
    const [first] = simulateStudy(study, sha, truth) as [StudySessionFile];
    const lines = recognitionCsv(first.recognition).split('\r\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^study,design_sha,participant,.*,picture,picture_id,shown,answer,/);
  });
});

/** What a session is like of somebody who prefers not to say. */
function withoutGroups(session: StudySessionFile): Partial<StudySessionFile> {
  return {
    background: { ...session.background!, preferNotToSay: true },
    ratings: session.ratings.map((row) => ({ ...row, groups: '' })),
    recognition: session.recognition.map((row) => ({ ...row, groups: '' })),
  };
}
