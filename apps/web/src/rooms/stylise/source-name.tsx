import { messages } from '../../messages/catalogue.js';
import { nameSource } from './choose-style.js';
import { style } from './stylise-state.js';

/** Lets the visitor say where a style of their own comes from. */
export function SourceName() {
  const words = messages.value.stylise.style;
  return (
    <label class="field source-name">
      <span>{words.source}</span>
      <input
        type="text"
        maxLength={80}
        placeholder={words.unstated}
        value={style.value?.provenance.cultures[0]?.label ?? ''}
        onInput={(event) => nameSource(event.currentTarget.value)}
      />
      <span class="quiet small">{words.sourceHint}</span>
    </label>
  );
}
