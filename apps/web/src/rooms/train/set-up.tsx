import { messages } from '../../messages/catalogue.js';
import { type Algorithm, defaultSettings } from '../../worker/train/settings.js';
import { GlyphChoice } from './glyph-choice.js';
import { PictureSetView } from './picture-set-view.js';
import { algorithm, FEWEST, isReady, trainingSettings } from './set-up-state.js';
import { SettingsFields } from './settings-fields.js';
import { beginTraining } from './train-state.js';

/** What to train, with what, and how. */
export function SetUp() {
  const words = messages.value.train;
  return (
    <form
      class="set-up"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady.value) void beginTraining();
      }}
    >
      <AlgorithmChoice />
      {algorithm.value === 'gan' ? (
        <GlyphChoice />
      ) : (
        <div class="two-sets">
          <PictureSetView name="source" />
          <PictureSetView name="target" />
        </div>
      )}
      <SettingsFields />
      <div class="buttons">
        <button
          type="submit"
          class="button main"
          aria-disabled={!isReady.value}
          aria-describedby={isReady.value ? undefined : 'begin-needs'}
        >
          {words.begin}
        </button>
        {!isReady.value && (
          <p id="begin-needs" class="quiet">
            {needs()}
          </p>
        )}
      </div>
    </form>
  );
}

function needs(): string {
  const { idx, pictures } = messages.value.train.needs;
  if (algorithm.value === 'gan') return idx;
  return pictures(Math.max(FEWEST, trainingSettings.value.batch));
}

function AlgorithmChoice() {
  const words = messages.value.train.algorithms;
  return (
    <fieldset class="algorithms" aria-labelledby="algorithms-title">
      <h2 id="algorithms-title">{words.label}</h2>
      <div>
        {(Object.keys(defaultSettings) as Algorithm[]).map((name) => (
          <label key={name} class="card algorithm">
            <input
              type="radio"
              name="algorithm"
              checked={algorithm.value === name}
              onChange={() => {
                algorithm.value = name;
              }}
            />
            <span>
              <strong>{words[name].name}</strong>
              <span class="quiet small">{words[name].about}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
