import { elements } from './elements';
import { type Language, type PageTexts, textsOf } from './texts';

/** The page's language: that of the browser at first. */
let current: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

export function language(): Language {
  return current;
}

export function texts(): PageTexts {
  return textsOf[current];
}

/** Takes the other language. */
export function changeLanguage(): void {
  current = current === 'en' ? 'zh-CN' : 'en';
  showWords();
}

/** Writes the words that do not change, and the names of countries. */
export function showWords(): void {
  document.documentElement.lang = current;
  document.title = texts().title;
  elements.language.textContent = texts().otherLanguage;
  elements.language.lang = current === 'en' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts()[element.dataset.text as keyof PageTexts];
  }
  const names = new Intl.DisplayNames([current], { type: 'region' });
  const chosen = elements.country.value;
  // Such as `86:CN,852:HK`.
  const options = (document.body.dataset.countries ?? '').split(',').map((country) => {
    const [callingCode = '', region = ''] = country.split(':');
    const name = region === '' ? '' : names.of(region);
    return new Option(`${name ?? ''} +${callingCode}`.trim(), callingCode);
  });
  elements.country.replaceChildren(...options);
  if (chosen !== '') elements.country.value = chosen;
}
