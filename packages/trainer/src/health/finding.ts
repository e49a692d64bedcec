/** What can be said of how a training goes. */
export type FindingKind =
  | 'nothing'
  | 'few'
  | 'early'
  | 'calm'
  | 'broken'
  | 'recovered'
  | 'discriminatorWins'
  | 'alike'
  | 'similar'
  | 'still'
  | 'rising'
  | 'atRest';

/** One remark on how a training goes: in words, and in parts for words in another language. */
export interface Finding {
  level: 'good' | 'warning' | 'bad';
  kind: FindingKind;
  /** The loss or measure it is about; none for remarks on the whole. */
  name?: string | undefined;
  /** What the words say in numbers: see the words of each kind. */
  numbers: Readonly<Record<string, number>>;
  text: string;
}

// What is made differs this much less than what is real: the generator has collapsed.
export const ALIKE = 0.1;

// On the glyphs of @ikat/samples it rose from 0.11 to 0.23 in 9000 steps, and all that was made was
// still one grey patch (decision 0167).
export const SIMILAR = 0.3;

// In that training it did not move in the first thousand steps.
export const EARLY = 1000;

/** Remedies that a run uses already: they are not advised again. */
export interface InUse {
  penalty: boolean;
  augmentation: boolean;
}

/** What a remark is about. */
export interface About {
  name?: string;
  numbers?: Finding['numbers'];
  inUse?: InUse;
}

type Words = (about: Required<About>) => string;

const NOTHING: InUse = { penalty: false, augmentation: false };

/** `a, b or c` of what is not in use already. */
function choice(...remedies: (string | false)[]): string {
  const left = remedies.filter((remedy) => remedy !== false);
  return [left.slice(0, -1).join(', '), left.at(-1)].filter(Boolean).join(' or ');
}

const penaltyUnless = ({ penalty }: InUse) => !penalty && 'a gradient penalty';

const SMALLER_STEPS = ['a lower learning rate', 'larger batches'] as const;

const words: Record<FindingKind, Words> = {
  nothing: () => 'Nothing was logged.',
  few: ({ numbers: { steps } }) =>
    `Only ${steps === 1 ? 'one step was' : `${steps} steps were`} logged: too few to judge the run by.`,
  early: ({ numbers: { step } }) =>
    `Too early to tell: step ${step!.toLocaleString('en')}. In the first ${EARLY.toLocaleString('en')} steps the losses of networks that play against each other say little.`,
  calm: ({ numbers: { steps, discriminators } }) =>
    `No sign of trouble in ${steps!.toLocaleString('en')} logged steps: every value is finite${discriminators ? ', and the discriminator has not won' : ''}.`,
  broken: ({ name, numbers: { step } }) =>
    `${name} is not a number since step ${step}. Go back to a checkpoint before it and lower the learning rate.`,
  recovered: ({ name, numbers: { count, step } }) =>
    `${name} was not a number at ${count === 1 ? `1 logged step, step ${step}` : `${count} logged steps, first at ${step}`}, and recovered.`,
  discriminatorWins: ({ name, numbers: { median }, inUse }) =>
    `${name} has been near 0 for the last fifth of the run (median ${median!.toPrecision(2)}): the discriminator wins and the generator learns little from it. Try ${choice(!inUse.augmentation && 'augmentation', 'more pictures', penaltyUnless(inUse), 'a lower learning rate for the discriminator')}.`,
  alike: ({ name, numbers: { median }, inUse }) =>
    `${name} has been below ${ALIKE} for the last fifth of the run (median ${median!.toPrecision(2)}; 1 is that of the real pictures): the generator makes nearly one picture whatever the noise. Go back to a checkpoint before it fell; try ${choice(penaltyUnless(inUse), ...SMALLER_STEPS)}.`,
  similar: ({ name, numbers: { median }, inUse }) =>
    `The made pictures look alike: ${name} is ${median!.toPrecision(2)} (1 is that of the real pictures; below ${SIMILAR} counts as alike). Every training begins like that; if it stays so, try ${choice(penaltyUnless(inUse), ...SMALLER_STEPS)}.`,
  still: ({ name }) =>
    `${name} did not move at all. Its network may be frozen, or the learning rate too small.`,
  rising: ({ name, numbers: { times } }) =>
    `${name} has risen to ${times!.toFixed(1)} times what it was halfway. An earlier checkpoint may be the better one.`,
  atRest: ({ name }) =>
    `${name} has come to rest: the second half of the run brought it down by less than 2 % of its whole fall. More steps of the same kind will change little.`,
};

const levels: Record<FindingKind, Finding['level']> = {
  nothing: 'warning',
  few: 'warning',
  early: 'warning',
  calm: 'good',
  broken: 'bad',
  recovered: 'warning',
  discriminatorWins: 'bad',
  alike: 'bad',
  similar: 'warning',
  still: 'bad',
  rising: 'warning',
  atRest: 'good',
};

/** A remark of a kind, worded. */
export function finding(
  kind: FindingKind,
  { name, numbers = {}, inUse = NOTHING }: About = {},
): Finding {
  const text = words[kind]({ name: name ?? '', numbers, inUse });
  return { level: levels[kind], kind, ...(name !== undefined && { name }), numbers, text };
}
