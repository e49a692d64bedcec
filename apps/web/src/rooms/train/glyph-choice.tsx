import { language, messages } from '../../messages/catalogue.js';
import { DropZone } from '../../parts/drop-zone.js';
import { fileSize } from './numbers.js';
import { ownFile } from './set-up-state.js';

/** The characters that a GAN learns from: those of the studio, or a file. */
export function GlyphChoice() {
  const words = messages.value.train.data;
  const { wanted, file } = ownFile.value;
  const choose = (own: boolean) => () => {
    ownFile.value = { wanted: own, file };
  };
  return (
    <fieldset class="choices card" aria-labelledby="glyphs-title">
      <h2 id="glyphs-title">{words.glyphs}</h2>
      <label class="choice">
        <input type="radio" name="glyphs" checked={!wanted} onChange={choose(false)} />
        {words.sampleGlyphs}
      </label>
      <label class="choice">
        <input type="radio" name="glyphs" checked={wanted} onChange={choose(true)} />
        {words.ownFile}
      </label>
      {wanted && (
        <DropZone
          button={words.chooseFile}
          accept=""
          onFiles={([first]) => {
            ownFile.value = { wanted: true, file: first };
          }}
        >
          {file && <p>{words.chosenFile(file.name, fileSize(file.size, language.value))}</p>}
        </DropZone>
      )}
    </fieldset>
  );
}
