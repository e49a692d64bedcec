import { computed, signal } from '@preact/signals';
import { en } from './en/index.js';

/** The words of the studio in one language; English says which words there are. */
export type Messages = typeof en;

type Language = string;

// A language is a folder here with an index.ts that exports `messages`; it needs no other line.
const folders = import.meta.glob<{ messages: Messages }>('./*/index.ts');
const loaders = new Map(
  Object.entries(folders).map(([path, load]) => [path.split('/')[1]!, load] as const),
);

/** The languages that there are words in, as codes. */
export const languages: readonly Language[] = [...loaders.keys()];

/** The language's name in itself. */
export const nameOf = (language: Language) =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

const current = signal<{ language: Language; words: Messages }>({ language: 'en', words: en });

/** The words in the visitor's language: read `messages.value` inside a component. */
export const messages = computed(() => current.value.words);

/** The visitor's language. */
export const language = computed(() => current.value.language);

const KEY = 'ikat-language';

/** The language that the visitor chose before, or the first of the browser's that there is. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages];
  const codes = wanted.map((tag) => tag.split('-')[0]!);
  return codes.find((code) => loaders.has(code)) ?? 'en';
}

/** Loads the words of a language and shows them. */
export async function showLanguage(wanted: Language): Promise<void> {
  const { messages: words } = await loaders.get(wanted)!();
  document.documentElement.lang = wanted;
  current.value = { language: wanted, words };
}

/** Shows a language now and at the next visit. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  localStorage.setItem(KEY, wanted);
  await showLanguage(wanted);
}
