import { solveCaptcha } from './captcha-script';
import { createCountdown, formatTime } from './countdown';
import { elements, isWaiting, type Step, setWaiting, showStep } from './elements';
import { findCode, readNumber } from './input';
import { ask, type Reply } from './service-client';
import { changeLanguage, language, showWords, texts } from './words';

const { number, country, send, code, logIn, resend, message, news, hint } = elements;
/** The number that was last sent to. */
let phone = '';
let attemptsLeft: number | undefined;

const untilSend = createCountdown((left) => {
  const time = formatTime(left);
  send.textContent = left > 0 ? texts().sendIn.replace('{time}', time) : texts().send;
  resend.textContent = left > 0 ? texts().resendIn.replace('{time}', time) : texts().resend;
  for (const button of [send, resend]) setWaiting(button, left > 0 ? 'too-soon' : undefined);
});
const validity = createCountdown((left) => {
  const tries = attemptsLeft === undefined ? '' : texts().triesLeft.replace('{count}', String(attemptsLeft));
  const valid = left > 0 ? texts().validFor.replace('{time}', formatTime(left)) : texts().expired;
  hint.textContent = phone === '' ? '' : `${valid} ${left > 0 ? tries : ''}`.trim();
});

function showTitle(step: Step): void {
  elements.title.textContent = step === 'done' ? texts().done : texts().title;
}

/** Goes on to a step; its title is there before the focus is. */
function go(step: Step): void {
  showTitle(step);
  showStep(step);
}

/** Says what is wrong, and leads back to where it is put right. */
function complain(text: string, field?: HTMLInputElement): void {
  news.textContent = '';
  message.textContent = text;
  field?.setAttribute('aria-invalid', 'true');
  field?.focus();
}

function calmDown(): void {
  message.textContent = '';
  news.textContent = '';
  for (const field of [number, code]) field.removeAttribute('aria-invalid');
}

/** What the reply to a request that failed means to who sees the page. */
function explain({ codeStr, msg = '' }: Reply, refused: string): string {
  if (codeStr === undefined) return texts().noAnswer;
  if (codeStr === 'InValidParam' || codeStr === 'MissingCode') return refused;
  if (codeStr === 'CaptchaRequired') return texts().captcha;
  return codeStr === 'InternalError' || msg === '' ? texts().defect : msg;
}

/** Keeps a button from being pressed again until its work is done. */
async function whileBusy(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  if (isWaiting(button)) return;
  calmDown();
  setWaiting(button, 'busy');
  await work();
  setWaiting(button, untilSend.left() > 0 && button !== logIn ? 'too-soon' : undefined);
}

async function sendCode(to: string): Promise<void> {
  const solved = await solveCaptcha(document.body.dataset.captcha ?? '').catch(() => {
    complain(texts().noAnswer);
  });
  if (solved === undefined) return;
  const reply = await ask({ method: 'getSms', phone: to, ...solved }, language());
  if (reply.retryAfter !== undefined) untilSend.start(reply.retryAfter);
  if (reply.codeStr !== 'Ok') {
    const field = reply.codeStr === 'InValidParam' ? number : undefined;
    complain(explain(reply, texts().notANumber), field);
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
    complain(texts().notACode, code);
    return;
  }
  const reply = await ask({ method: 'login', phone, code: entered }, language());
  if (reply.codeStr === 'Success') {
    elements.doneNumber.textContent = phone;
    go('done');
    return;
  }
  attemptsLeft = reply.attemptsLeft;
  if (reply.codeStr === 'CodeHasExpired' || reply.codeStr === 'CodeHasValid') validity.start(0);
  else validity.show();
  complain(explain(reply, texts().notACode), code);
}

function startOver(): void {
  calmDown();
  phone = '';
  untilSend.start(0);
  go('number');
}

function showAll(): void {
  showWords();
  showTitle(elements.done.hidden ? 'number' : 'done');
  untilSend.show();
  validity.show();
  calmDown();
}

elements.numberForm.addEventListener('submit', (event) => {
  event.preventDefault();
  if (number.value.trim() === '') complain(texts().noNumber, number);
  else whileBusy(send, () => sendCode(readNumber(number.value, country.value)));
});
elements.codeForm.addEventListener('submit', (event) => {
  event.preventDefault();
  whileBusy(logIn, checkCode);
});
// Another number has limits of its own.
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
