import { messages } from '../../messages/catalogue.js';
import { SIZES, type TrainingSettings } from '../../worker/train/settings.js';
import { changeSetting, resetSettings, trainingSettings } from './set-up-state.js';

type NumberName = Exclude<
  {
    [Settings in TrainingSettings as Settings['algorithm']]: keyof Settings;
  }[TrainingSettings['algorithm']],
  'algorithm' | 'size' | 'average'
>;

/** Limits and steps of the fields, in the order they are shown in. */
const fields: [name: NumberName, limits: { min: number; max: number; step: number | 'any' }][] = [
  ['filters', { min: 2, max: 32, step: 1 }],
  ['blocks', { min: 0, max: 9, step: 1 }],
  ['batch', { min: 1, max: 256, step: 1 }],
  ['learningRate', { min: 1e-6, max: 0.1, step: 'any' }],
  ['seed', { min: 0, max: 2 ** 31 - 1, step: 1 }],
  ['styleWeight', { min: 0, max: 1000, step: 'any' }],
  ['contentWeight', { min: 0, max: 1000, step: 'any' }],
  ['learningSteps', { min: 0, max: 100_000, step: 1 }],
  ['cycleWeight', { min: 0, max: 1000, step: 'any' }],
  ['identityWeight', { min: 0, max: 1000, step: 'any' }],
];

/** The settings, behind a line that opens them. */
export function SettingsFields() {
  const words = messages.value.train.settings;
  const chosen = trainingSettings.value as TrainingSettings & Partial<Record<NumberName, number>>;
  return (
    <details class="more card settings">
      <summary>{words.title}</summary>
      <div class="fields">
        {'size' in chosen && <SizeField size={chosen.size} />}
        {fields
          .filter(([name]) => chosen[name] !== undefined)
          .map(([name, limits]) => (
            <label key={name} class="field">
              <span>{words[name]}</span>
              <input
                type="number"
                required
                value={chosen[name]}
                {...limits}
                onChange={({ currentTarget }) => {
                  if (currentTarget.reportValidity()) {
                    changeSetting(name, currentTarget.valueAsNumber);
                  }
                }}
              />
            </label>
          ))}
      </div>
      <button type="button" class="button" onClick={resetSettings}>
        {words.reset}
      </button>
    </details>
  );
}

function SizeField({ size }: { size: number }) {
  const words = messages.value.train.settings;
  return (
    <label class="field">
      <span>{words.size}</span>
      <select
        value={size}
        onChange={({ currentTarget }) => changeSetting('size', Number(currentTarget.value))}
      >
        {SIZES.map((pixels) => (
          <option key={pixels} value={pixels}>
            {words.sizeText(pixels)}
          </option>
        ))}
      </select>
    </label>
  );
}
