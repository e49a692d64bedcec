import { messages } from '../../messages/catalogue.js';
import { paintSide, picture } from './stylise-state.js';

const SIDES = [2048, 1024, 512];

/** Lets the visitor paint a large picture smaller than it is. */
export function PaintSize() {
  const words = messages.value.stylise.style;
  const longest = Math.max(picture.value?.width ?? 0, picture.value?.height ?? 0);
  const sides = SIDES.filter((side) => side < longest);
  if (sides.length === 0) return null;
  return (
    <label class="field">
      <span>{words.paintAt}</span>
      <select
        value={paintSide.value ?? ''}
        onChange={(event) => {
          paintSide.value = Number(event.currentTarget.value) || undefined;
        }}
      >
        <option value="">{words.fullSize}</option>
        {sides.map((side) => (
          <option key={side} value={side}>
            {words.sideValue(side)}
          </option>
        ))}
      </select>
      <span class="quiet small">{words.paintAtHint}</span>
    </label>
  );
}
