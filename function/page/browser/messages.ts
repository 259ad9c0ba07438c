import { elements } from './elements';
import { texts } from './page-language';
import type { Reply } from './service-client';

const { number, code, errorMessage, statusMessage } = elements;

/** Shows an error, and focuses the field that has to be corrected. */
export function showError(text: string, field?: HTMLInputElement): void {
  statusMessage.textContent = '';
  errorMessage.textContent = text;
  field?.setAttribute('aria-invalid', 'true');
  field?.focus();
}

export function clearMessages(): void {
  errorMessage.textContent = '';
  statusMessage.textContent = '';
  for (const field of [number, code]) field.removeAttribute('aria-invalid');
}

/** Returns the text that explains a failed request to the user. */
export function explainFailure({ codeStr, msg = '' }: Reply, invalidInput: string): string {
  if (codeStr === undefined) return texts().serviceUnreachable;
  if (codeStr === 'InValidParam' || codeStr === 'MissingCode') return invalidInput;
  if (codeStr === 'CaptchaRequired') return texts().captchaUnsolved;
  // The text of OriginNotAllowed is for the operator of the page.
  const unexplained = codeStr === 'InternalError' || codeStr === 'OriginNotAllowed' || msg === '';
  return unexplained ? texts().serviceFailed : msg;
}
