import './stylise.css';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { RoomFrame } from '../../parts/room-frame.js';
import { choosePicture } from './choose-picture.js';
import { PicturePicker } from './picture-picker.js';
import { Stage } from './stage.js';
import { StylePanel } from './style-panel.js';
import { fault, picture } from './stylise-state.js';

/** Where a picture is painted in the style of a model or of another picture. */
export function Room() {
  const words = messages.value.stylise;
  useEffect(() => {
    document.addEventListener('paste', takePasted);
    return () => document.removeEventListener('paste', takePasted);
  }, []);
  return (
    <RoomFrame heading={words.heading} lead={words.lead} fault={fault}>
      <div class="stylise">
        <div>{picture.value ? <Stage picture={picture.value} /> : <PicturePicker />}</div>
        <StylePanel />
      </div>
    </RoomFrame>
  );
}

function takePasted(event: ClipboardEvent): void {
  const file = [...(event.clipboardData?.files ?? [])][0];
  if (!file) return;
  event.preventDefault();
  void choosePicture(file, { name: messages.value.stylise.picture.pasted });
}
