import './judge.css';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { Progress } from '../../parts/progress.js';
import { RoomFrame } from '../../parts/room-frame.js';
import { DiscriminatorChoice } from './discriminator-choice.js';
import {
  isReady,
  judgeAll,
  pictures,
  problem,
  refreshJudges,
  SIZES,
  size,
  stopJudging,
  working,
} from './judge-state.js';
import { PictureChoice } from './picture-choice.js';
import { VerdictView } from './verdict-view.js';

/** The room `judge`. */
export function Room() {
  const words = messages.value.judge;
  useEffect(() => void refreshJudges(), []);
  return (
    <RoomFrame heading={words.heading} lead={words.lead} fault={problem}>
      <div class="judge-columns">
        <div class="judge-inputs">
          <DiscriminatorChoice />
          <PictureChoice />
          <SizeChoice />
          <Begin />
        </div>
        <VerdictView />
      </div>
    </RoomFrame>
  );
}

function SizeChoice() {
  const words = messages.value.judge;
  return (
    <label class="field">
      <span>{words.size}</span>
      <select
        value={size.value}
        onChange={({ currentTarget }) => {
          size.value = Number(currentTarget.value);
        }}
      >
        {SIZES.map((pixels) => (
          <option key={pixels} value={pixels}>
            {words.sizeText(pixels)}
          </option>
        ))}
      </select>
      <span class="quiet small">{words.sizeHint}</span>
    </label>
  );
}

function Begin() {
  const words = messages.value.judge;
  const done = working.value;
  if (done !== undefined) {
    const all = pictures.value.length;
    return (
      <div class="judge-working">
        <Progress text={words.working(Math.min(done, all - 1), all)} value={done / all} />
        <button type="button" class="button" onClick={stopJudging}>
          {words.stop}
        </button>
      </div>
    );
  }
  return (
    <div>
      <button
        type="button"
        class="button main"
        aria-disabled={!isReady.value}
        aria-describedby={isReady.value ? undefined : 'judge-needs'}
        onClick={() => void judgeAll()}
      >
        {words.begin}
      </button>
      {!isReady.value && (
        <p id="judge-needs" class="quiet small">
          {words.needs}
        </p>
      )}
    </div>
  );
}
