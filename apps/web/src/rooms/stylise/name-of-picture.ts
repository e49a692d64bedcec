import { messages } from '../../messages/catalogue.js';
import type { ChosenPicture } from './stylise-state.js';

/** What a picture is called; one that comes with the studio, in the visitor's language. */
export const nameOfPicture = ({
  name,
  attribution,
}: Pick<ChosenPicture, 'name' | 'attribution'>) =>
  attribution === undefined ? name : messages.value.samples.title(name);
