import { messages } from '../../messages/catalogue.js';
import { Slider } from '../../parts/slider.js';
import { Credit } from './credit.js';
import { download } from './download.js';
import { keepColours, type Result, strength } from './stylise-state.js';

/** What can be done with a painting, and what is to be known of it. */
export function ResultTools({ result }: { result: Result }) {
  const words = messages.value.stylise.result;
  const { seconds, memory, device, bitmap } = result;
  return (
    <div class="result-tools">
      <p class="hidden" role="status">
        {words.done}
      </p>
      <Credit result={result} />
      <div class="mixing">
        <Slider
          label={words.strength}
          value={strength.value}
          min={0}
          max={1}
          step={0.05}
          text={words.percent(strength.value)}
          onInput={(value) => {
            strength.value = value;
          }}
        />
        <label class="choice">
          <input
            type="checkbox"
            checked={keepColours.value}
            onChange={(event) => {
              keepColours.value = event.currentTarget.checked;
            }}
          />
          {words.keepColours}
        </label>
        <button type="button" class="button main" onClick={() => void download(result)}>
          {words.download}
        </button>
      </div>
      <ul class="facts quiet small">
        <li>{words.took(seconds)}</li>
        <li>{messages.value.shell.backend.device(device)}</li>
        <li>{words.memory(memory)}</li>
        <li>{messages.value.stylise.picture.size(bitmap.width, bitmap.height)}</li>
      </ul>
    </div>
  );
}
