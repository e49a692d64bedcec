import { childSeed, randomSource } from '@ikat/random';
import { connectedComponents } from '../preference/comparison-graph.js';
import { contentWarnings, preferenceScope } from '../preference/preference-scope.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import { insertChecks } from './insert-checks.js';
import { type PairBalance, pairBalance } from './pair-balance.js';
import { type Pair, type PairBlocks, pairBlocks } from './pair-blocks.js';
import { williamsSquare } from './williams-square.js';

/** Options of {@link designStudy}. */
export interface DesignOptions {
  /** What is compared: models, styles, strengths. */
  readonly systems: readonly string[];
  /** What they were applied to; 24 or more to speak for new pictures. */
  readonly contents: readonly string[];
  readonly groups: readonly string[];
  readonly ratersPerGroup: number;
  /** Comparisons a rater makes for each construct; 15 by default. Whole blocks may make it fewer. */
  readonly trialsPerRater?: number | undefined;
  /** What is asked, one after the other; `liking` by default. */
  readonly constructs?: readonly string[] | undefined;
  /** Comparisons shown again with sides swapped; 2 by default. */
  readonly repeats?: number | undefined;
  /** Comparisons of a real picture with noise; 2 by default. */
  readonly catches?: number | undefined;
  readonly seed?: number | undefined;
}

/** One comparison to be made. */
export interface StudyTrial {
  readonly kind: 'pair' | 'repeat' | 'catch';
  readonly construct: string;
  readonly content: string;
  /** A system; in a catch trial `real` or `noise`. */
  readonly left: string;
  readonly right: string;
}

/** What one rater is shown, in order. */
export interface StudySession {
  readonly id: string;
  readonly group: string;
  readonly trials: readonly StudyTrial[];
}

/** Who is shown what. */
export interface StudyDesign {
  readonly kind: 'designed';
  readonly method: PairBlocks['method'];
  readonly sessions: readonly StudySession[];
  /** Without repeats and catches, for each construct. */
  readonly trialsPerRater: number;
  /** How evenly pairs and sides came out in each group. */
  readonly balance: readonly PairBalance[];
  readonly seed: number;
  readonly warnings: readonly string[];
}

/** What {@link designStudy} returns. */
export type DesignResult = StudyDesign | Refusal<'disconnected'>;

/**
 * Lays out a study of comparisons: whom to show what, in which order, on which side.
 *
 * All pairs of systems if a session has room for them; else the blocks of a balanced incomplete block
 * design (7, 11, 13 or 21 systems), else rounds in which each system occurs once. Within each group
 * pairs occur equally often (to one), each as often one way round as the other (to one); orders follow
 * Williams's square; contents go round, so that none is seen twice running.
 *
 * @returns sessions and how balanced they are, or a refusal: `disconnected`, where there are too few
 *   trials for all systems to be compared within each group
 *
 * @example
 * ```ts
 * import { designStudy } from '@ikat/culture';
 *
 * const study = designStudy({
 *   systems: ['a', 'b', 'c', 'd', 'e'],
 *   contents: ['tower', 'boat', 'face'],
 *   groups: ['north', 'south'],
 *   ratersPerGroup: 4,
 *   repeats: 0,
 *   catches: 0,
 * });
 * if (study.kind === 'designed') console.log(study.method, study.sessions[0]!.trials.length); // all pairs 15
 * ```
 */
export function designStudy(options: DesignOptions): DesignResult {
  const { systems, groups, trialsPerRater = 15, seed = 0 } = options;
  checkOptions(options, trialsPerRater);
  const shuffled = randomSource(childSeed(seed, 'systems')).shuffle(systems);
  const blocks = pairBlocks(systems.length, trialsPerRater);
  const perSession = Math.floor(trialsPerRater / blocks.blocks[0]!.length);
  const shown = takeBlocks(blocks, perSession * options.ratersPerGroup);
  const components = connectedComponents(systems.length, shown.flat());
  if (components.length > 1) {
    return refuse(
      'disconnected',
      `${options.ratersPerGroup} raters a group with ${trialsPerRater} trials leave ${systems.length} ` +
        'systems in parts that are never compared. Ask more raters, or show more trials.',
    );
  }
  const sessions = groups.flatMap((group, place) =>
    groupSessions(options, { group, place, shuffled, blocks, perSession }),
  );
  return {
    kind: 'designed',
    method: blocks.method,
    sessions,
    trialsPerRater: perSession * blocks.blocks[0]!.length,
    balance: groups.map((group) => pairBalance(group, systems, sessions)),
    seed,
    warnings: warningsOf(options),
  };
}

function takeBlocks({ blocks }: PairBlocks, count: number): (readonly Pair[])[] {
  return Array.from({ length: Math.min(count, blocks.length) }, (_, at) => blocks[at]!);
}

function groupSessions(
  {
    contents,
    ratersPerGroup,
    constructs = ['liking'],
    repeats = 2,
    catches = 2,
    seed = 0,
  }: DesignOptions,
  layout: {
    readonly group: string;
    readonly place: number;
    readonly shuffled: readonly string[];
    readonly blocks: PairBlocks;
    readonly perSession: number;
  },
): StudySession[] {
  const { group, place, shuffled, blocks, perSession } = layout;
  const times = new Map<string, number>();
  const orders = williamsSquare(perSession * blocks.blocks[0]!.length);
  const constructOrders = williamsSquare(constructs.length);
  const order = randomSource(childSeed(seed, 'contents')).shuffle(contents);
  return Array.from({ length: ratersPerGroup }, (_, rater) => {
    let next = rater + place + Math.floor(rater / orders.length);
    const trials = constructOrders[rater % constructOrders.length]!.flatMap((which) => {
      const construct = constructs[which]!;
      const pairs = Array.from(
        { length: perSession },
        (__, at) => blocks.blocks[(rater * perSession + at) % blocks.blocks.length]!,
      ).flat();
      return orders[rater % orders.length]!.map((at): StudyTrial => {
        const [left, right] = turned(pairs[at]!, `${construct} ${pairs[at]!.join(' ')}`, times);
        const content = order[next++ % order.length]!;
        return { kind: 'pair', construct, content, left: shuffled[left]!, right: shuffled[right]! };
      });
    });
    const id = `${group}-${rater + 1}`;
    const checked = insertChecks(trials, {
      repeats,
      catches,
      contents: order,
      seed: childSeed(seed, id),
    });
    return { id, group, trials: checked };
  });
}

// The sides of a pair change each time that a group is shown it; neighbours start the other way round.
function turned([first, second]: Pair, key: string, times: Map<string, number>): Pair {
  const before = times.get(key) ?? 0;
  times.set(key, before + 1);
  return (before + first + second) % 2 === 0 ? [first, second] : [second, first];
}

function checkOptions(options: DesignOptions, trials: number): void {
  const { systems, contents, groups, ratersPerGroup } = options;
  for (const [name, list, least] of [
    ['systems', systems, 2],
    ['contents', contents, 1],
    ['groups', groups, 1],
  ] as const) {
    if (list.length < least) {
      throw new RangeError(`designStudy: expected ${least} or more ${name}, got ${list.length}.`);
    }
    const double = list.find((entry, at) => list.indexOf(entry) !== at);
    if (double !== undefined) {
      throw new RangeError(`designStudy: expected different ${name}, got '${double}' twice.`);
    }
  }
  for (const [name, value] of [
    ['trialsPerRater', trials],
    ['ratersPerGroup', ratersPerGroup],
  ] as const) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`designStudy: expected ${name} of 1 or more, got ${value}.`);
    }
  }
}

function warningsOf({ contents, ratersPerGroup, trialsPerRater = 15 }: DesignOptions): string[] {
  const scope = preferenceScope(contents.length);
  const warnings =
    scope.kind === 'new pictures' ? contentWarnings(contents.length) : [scope.message];
  if (contents.length === 1) warnings.push('With one content, it is seen in every trial.');
  if (ratersPerGroup < 20) {
    warnings.push(`${ratersPerGroup} raters a group are few; about 80 show a medium effect.`);
  }
  if (trialsPerRater > 30) {
    warnings.push(`${trialsPerRater} trials tire raters and add little: ask more raters instead.`);
  }
  return warnings;
}
