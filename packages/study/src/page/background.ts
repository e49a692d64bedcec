import type { Background } from '../session.js';
import { button, choice, element } from './element.js';
import type { StudyPage } from './study-page.js';

const AGES = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'];

/** The optional questions about the participant. */
export function showBackground(page: StudyPage): void {
  const { say, text, data } = page;
  const { traditions } = data.study;
  const named = traditions.map(({ id, label }) => [id, text(label)] as const);
  const form = element(
    'form',
    { onsubmit: (event) => event.preventDefault() },
    element('p', {}, say('backgroundNote')),
    feelAtHome(page, named),
    scales(say('familiarity'), 'familiarity', {
      named,
      hint: say('familiarityScale'),
      answers: ['1', '2', '3', '4', '5'].map((value) => [value, value]),
      none: say('noAnswer'),
    }),
    scales(say('years'), 'years', {
      named,
      answers: [
        ['0', say('years0')],
        ['1-4', say('years1')],
        ['5-15', say('years2')],
        ['16+', say('years3')],
      ],
      none: say('noAnswer'),
    }),
    choice(say('artTraining'), 'artTraining', [
      ['none', say('trainingNone')],
      ['some', say('trainingSome')],
      ['professional', say('trainingProfessional')],
    ]),
    choice(say('colourVision'), 'colourVision', [
      ['full', say('colourFull')],
      ['limited', say('colourLimited')],
      ['unsure', say('colourUnsure')],
    ]),
    choice(
      say('age'),
      'age',
      AGES.map((age) => [age, age]),
    ),
  );
  const proceed = () => void page.go({ background: readBackground(form), step: 'screen' });
  const next = button(say('next'), proceed, { class: 'main' });
  page.show(say('backgroundTitle'), form, element('div', { class: 'actions' }, next));
}

function feelAtHome({ say }: StudyPage, named: readonly (readonly [string, string])[]) {
  const box = (name: string, value: string, label: string) =>
    element(
      'label',
      { class: 'option' },
      element('input', { type: 'checkbox', name, value }),
      label,
    );
  return element(
    'fieldset',
    {},
    element('legend', {}, say('feelAtHome')),
    ...named.map(([id, label]) => box('tradition', id, label)),
    element(
      'label',
      {},
      say('ownWords'),
      element('textarea', { name: 'ownWords', rows: '2', maxlength: '300' }),
    ),
    box('preferNotToSay', 'yes', say('preferNotToSay')),
  );
}

function scales(
  question: string,
  name: string,
  options: {
    readonly named: readonly (readonly [string, string])[];
    readonly answers: readonly (readonly string[])[];
    readonly none: string;
    readonly hint?: string;
  },
): HTMLFieldSetElement {
  const { named, answers, none, hint } = options;
  const rows = named.flatMap(([id, label]) => {
    const key = `${name}:${id}`;
    const choices = [['', none], ...answers].map(([value, text]) =>
      element('option', { value: value! }, text!),
    );
    return [
      element('label', { for: key }, label),
      element('select', { id: key, name: key }, ...choices),
    ];
  });
  return element(
    'fieldset',
    {},
    element('legend', {}, question),
    hint !== undefined && element('p', { class: 'hint' }, hint),
    element('div', { class: 'rows' }, ...rows),
  );
}

function readBackground(form: HTMLFormElement): Background {
  const given = new FormData(form);
  const preferNotToSay = given.has('preferNotToSay');
  const answers = (prefix: string) =>
    [...given].flatMap(([key, value]): [string, string][] =>
      key.startsWith(`${prefix}:`) && value !== ''
        ? [[key.slice(prefix.length + 1), `${value}`]]
        : [],
    );
  return {
    // Who would rather not say is in no group, whatever else was ticked.
    traditions: preferNotToSay ? [] : given.getAll('tradition').map(String),
    ownWords: preferNotToSay ? '' : `${given.get('ownWords') ?? ''}`.trim(),
    preferNotToSay,
    familiarity: Object.fromEntries(
      answers('familiarity').map(([id, value]) => [id, Number(value)]),
    ),
    years: Object.fromEntries(answers('years')),
    artTraining: `${given.get('artTraining') ?? ''}`,
    colourVision: `${given.get('colourVision') ?? ''}`,
    ageBand: `${given.get('age') ?? ''}`,
  };
}
