import { language, messages } from '../../messages/catalogue.js';
import { zooWords } from '../../shipped/zoo-words.js';
import type { ChosenStyle } from './stylise-state.js';

/** What a style is called in the visitor's language, as far as there is a name in it. */
export function nameOfStyle({
  zoo,
  work,
  name,
}: Pick<ChosenStyle, 'zoo' | 'work' | 'name'>): string {
  if (zoo) return zooWords(zoo, language.value).name;
  return work ? messages.value.samples.work(work.title, work.creator) : name;
}
