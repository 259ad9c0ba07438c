function find<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The page has no element ${id}.`);
  return element;
}

/** The elements of the page that the script uses. */
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
  help: find('help', HTMLParagraphElement),
  resend: find('resend', HTMLButtonElement),
  useOtherNumber: find('other', HTMLButtonElement),
  loggedIn: find('done', HTMLElement),
  loggedInNumber: find('done-number', HTMLElement),
  claims: find('claims', HTMLDetailsElement),
  claimsJson: find('claims-json', HTMLPreElement),
  logInAgain: find('again', HTMLButtonElement),
  errorMessage: find('message', HTMLParagraphElement),
  statusMessage: find('news', HTMLParagraphElement),
} as const;

/** The step of the page: enter a number, enter its code, or logged in. */
export type Step = 'number' | 'code' | 'logged-in';

/** Shows a step, and focuses its first input or, at the end, the title. */
export function showStep(step: Step): void {
  const { numberForm, codeForm, loggedIn, number, code, title } = elements;
  numberForm.hidden = step !== 'number';
  codeForm.hidden = step !== 'code';
  loggedIn.hidden = step !== 'logged-in';
  ({ number, code, 'logged-in': title })[step].focus();
}

/**
 * Makes a button ignore clicks, or react to them again. Unlike a disabled button, it keeps the focus and can be reached with
 * Tab.
 *
 * @param reason why the button ignores clicks; `undefined` if it reacts
 */
export function setWaiting(button: HTMLButtonElement, reason: 'busy' | 'too-soon' | undefined): void {
  button.setAttribute('aria-disabled', String(reason !== undefined));
  button.setAttribute('aria-busy', String(reason === 'busy'));
}

export function isWaiting(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-disabled') === 'true';
}
