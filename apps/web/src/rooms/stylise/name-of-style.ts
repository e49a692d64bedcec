import { language } from '../../messages/catalogue.js';
import { zooWords } from '../../shipped/zoo-words.js';
import type { ChosenStyle } from './stylise-state.js';

/** What a style is called in the visitor's language, as far as there is a name in it. */
export const nameOfStyle = ({ zoo, name }: Pick<ChosenStyle, 'zoo' | 'name'>): string =>
  zoo ? zooWords(zoo, language.value).name : name;
