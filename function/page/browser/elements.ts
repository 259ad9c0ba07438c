function find<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${id}`);
  return element;
}

/** The parts of the page that its script works with. */
export const elements = {
  title: find('title', HTMLHeadingElement),
  language: find('language', HTMLButtonElement),
  numberForm: find('number-form', HTMLFormElement),
  country: find('country', HTMLSelectElement),
  number: find('number', HTMLInputElement),
  send: find('send', HTMLButtonElement),
  codeForm: find('code-form', HTMLFormElement),
  sentTo: find('sent-to', HTMLElement),
  code: find('code', HTMLInputElement),
  hint: find('hint', HTMLParagraphElement),
  logIn: find('log-in', HTMLButtonElement),
  resend: find('resend', HTMLButtonElement),
  other: find('other', HTMLButtonElement),
  done: find('done', HTMLElement),
  doneNumber: find('done-number', HTMLElement),
  again: find('again', HTMLButtonElement),
  message: find('message', HTMLParagraphElement),
  news: find('news', HTMLParagraphElement),
} as const;

/** What the page is at: asking for a number, asking for its code, or done. */
export type Step = 'number' | 'code' | 'done';

/** Shows one of the three steps, and puts the focus where it goes on. */
export function showStep(step: Step): void {
  const { numberForm, codeForm, done, number, code, title } = elements;
  numberForm.hidden = step !== 'number';
  codeForm.hidden = step !== 'code';
  done.hidden = step !== 'done';
  ({ number, code, done: title })[step].focus();
}

/**
 * Makes a button wait. It keeps the focus and its place in the order of the page, as a disabled one would not.
 *
 * @param reason why it does nothing for now; `undefined` where it does something
 */
export function setWaiting(button: HTMLButtonElement, reason: 'busy' | 'too-soon' | undefined): void {
  button.setAttribute('aria-disabled', String(reason !== undefined));
  button.setAttribute('aria-busy', String(reason === 'busy'));
}

export function isWaiting(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-disabled') === 'true';
}
