import { elements } from './elements';
import { type Language, type PageTexts, textsOf } from './texts';

/** The page's language, which is the browser's at first. */
let current: Language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

export function language(): Language {
  return current;
}

export function texts(): PageTexts {
  return textsOf[current];
}

/** Switches to the other language. */
export function changeLanguage(): void {
  current = current === 'en' ? 'zh-CN' : 'en';
  showStaticTexts();
}

/** Shows the static texts and the names of the countries in the current language. */
export function showStaticTexts(): void {
  document.documentElement.lang = current;
  document.title = texts().title;
  elements.language.textContent = texts().otherLanguage;
  elements.language.lang = current === 'en' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts()[element.dataset.text as keyof PageTexts];
  }
  const names = new Intl.DisplayNames([current], { type: 'region' });
  const chosen = elements.country.value;
  // Format: `86:CN,852:HK`.
  const options = (document.body.dataset.countries ?? '').split(',').map((country) => {
    const [callingCode = '', region = ''] = country.split(':');
    const name = region === '' ? '' : names.of(region);
    return new Option(`${name ?? ''} +${callingCode}`.trim(), callingCode);
  });
  elements.country.replaceChildren(...options);
  if (chosen !== '') elements.country.value = chosen;
}
