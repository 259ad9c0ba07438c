import { solveCaptcha } from './captcha-script';
import { createCountdown, formatTime } from './countdown';
import { elements, isWaiting, type Step, setWaiting, showStep } from './elements';
import { findCode, readNumber } from './input';
import { changeLanguage, language, showStaticTexts, texts } from './page-language';
import { callService, type Reply } from './service-client';

const { number, country, send, code, logIn, resend, message, news, hint } = elements;
/** The number to which the newest code was sent. */
let phone = '';
let attemptsLeft: number | undefined;

const untilSend = createCountdown((left) => {
  const time = formatTime(left);
  send.textContent = left > 0 ? texts().sendIn.replace('{time}', time) : texts().send;
  resend.textContent = left > 0 ? texts().resendIn.replace('{time}', time) : texts().resend;
  for (const button of [send, resend]) setWaiting(button, left > 0 ? 'too-soon' : undefined);
});
const validity = createCountdown((left) => {
  const attempts = attemptsLeft === undefined ? '' : texts().attemptsLeft.replace('{count}', String(attemptsLeft));
  const valid = left > 0 ? texts().validFor.replace('{time}', formatTime(left)) : texts().expired;
  hint.textContent = phone === '' ? '' : `${valid} ${left > 0 ? attempts : ''}`.trim();
});

function showTitle(step: Step): void {
  elements.title.textContent = step === 'done' ? texts().done : texts().title;
}

/** Goes to a step. The title changes before the focus, for screen readers. */
function go(step: Step): void {
  showTitle(step);
  showStep(step);
}

/** Shows an error, and focuses the field that has to be corrected. */
function showError(text: string, field?: HTMLInputElement): void {
  news.textContent = '';
  message.textContent = text;
  field?.setAttribute('aria-invalid', 'true');
  field?.focus();
}

function clearMessages(): void {
  message.textContent = '';
  news.textContent = '';
  for (const field of [number, code]) field.removeAttribute('aria-invalid');
}

/** Returns the text that explains a failed request to the user. */
function explainFailure({ codeStr, msg = '' }: Reply, refused: string): string {
  if (codeStr === undefined) return texts().noAnswer;
  if (codeStr === 'InValidParam' || codeStr === 'MissingCode') return refused;
  if (codeStr === 'CaptchaRequired') return texts().captcha;
  return codeStr === 'InternalError' || msg === '' ? texts().defect : msg;
}

/** Makes a button ignore clicks until its work is done. */
async function whileBusy(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  if (isWaiting(button)) return;
  clearMessages();
  setWaiting(button, 'busy');
  await work();
  setWaiting(button, untilSend.left() > 0 && button !== logIn ? 'too-soon' : undefined);
}

async function sendCode(to: string): Promise<void> {
  const solved = await solveCaptcha(document.body.dataset.captcha ?? '').catch(() => {
    showError(texts().noAnswer);
  });
  if (solved === undefined) return;
  const reply = await callService({ method: 'getSms', phone: to, ...solved }, language());
  if (reply.retryAfter !== undefined) untilSend.start(reply.retryAfter);
  if (reply.codeStr !== 'Ok') {
    const field = reply.codeStr === 'InValidParam' ? number : undefined;
    showError(explainFailure(reply, texts().notANumber), field);
    return;
  }
  phone = to;
  attemptsLeft = undefined;
  elements.sentTo.textContent = to;
  code.value = '';
  validity.start(reply.expiresIn ?? 0);
  go('code');
  news.textContent = reply.msg ?? '';
}

async function checkCode(): Promise<void> {
  const entered = findCode(code.value);
  if (entered === undefined) {
    showError(texts().notACode, code);
    return;
  }
  const reply = await callService({ method: 'login', phone, code: entered }, language());
  if (reply.codeStr === 'Success') {
    elements.doneNumber.textContent = phone;
    go('done');
    return;
  }
  attemptsLeft = reply.attemptsLeft;
  if (reply.codeStr === 'CodeHasExpired' || reply.codeStr === 'CodeHasValid') validity.start(0);
  else validity.show();
  showError(explainFailure(reply, texts().notACode), code);
}

function startOver(): void {
  clearMessages();
  phone = '';
  untilSend.start(0);
  go('number');
}

function showAll(): void {
  showStaticTexts();
  showTitle(elements.done.hidden ? 'number' : 'done');
  untilSend.show();
  validity.show();
  clearMessages();
}

elements.numberForm.addEventListener('submit', (event) => {
  event.preventDefault();
  if (number.value.trim() === '') showError(texts().noNumber, number);
  else whileBusy(send, () => sendCode(readNumber(number.value, country.value)));
});
elements.codeForm.addEventListener('submit', (event) => {
  event.preventDefault();
  whileBusy(logIn, checkCode);
});
// Each number has its own send interval.
number.addEventListener('input', () => untilSend.start(0));
code.addEventListener('paste', (event) => {
  const pasted = findCode(event.clipboardData?.getData('text') ?? '');
  if (pasted === undefined) return;
  event.preventDefault();
  code.value = pasted;
});
resend.addEventListener('click', () => whileBusy(resend, () => sendCode(phone)));
elements.other.addEventListener('click', startOver);
elements.again.addEventListener('click', startOver);
elements.language.addEventListener('click', () => {
  changeLanguage();
  showAll();
});
showAll();
