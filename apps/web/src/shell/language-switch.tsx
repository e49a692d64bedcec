import { chooseLanguage, language, languages, messages, nameOf } from '../messages/catalogue.js';

/** Changes the language of the page. */
export function LanguageSwitch() {
  const choose = (event: Event) =>
    void chooseLanguage((event.currentTarget as HTMLSelectElement).value);
  return (
    <select
      class="tool"
      aria-label={messages.value.shell.language}
      value={language.value}
      onChange={choose}
    >
      {languages.map((code) => (
        <option key={code} value={code} lang={code}>
          {nameOf(code)}
        </option>
      ))}
    </select>
  );
}
