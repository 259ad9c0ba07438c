import { requestCode } from './code-request';
import { type Countdown, createCountdown, formatTime } from './countdown';
import { elements, isWaiting, type Step, setWaiting, showStep } from './elements';
import { clearMessages, explainFailure, showError } from './messages';
import { changeLanguage, language, showStaticTexts, texts } from './page-language';
import { findRequestedCode, forgetRequestedCode, keepRequestedCode } from './requested-code';
import { callService } from './service-client';
import { showClaims } from './shown-claims';
import { addCallingCode, findCode } from './typed-input';

const { number, country, send, code, logIn, resend, statusMessage, hint } = elements;
/** The number to which the newest code was sent. */
let phone = '';
/** The handle of the newest code; empty if its message may not have been sent, so that the number's newest code is meant. */
let handle = '';
let attemptsLeft: number | undefined;
/** The codes that were entered for `handle`, and whether the service said that each is wrong. */
const enteredCodes = new Map<string, 'wrong' | 'unknown'>();

const sendCountdown = createCountdown((left) => {
  const time = formatTime(left);
  send.textContent = left > 0 ? texts().sendIn.replace('{time}', time) : texts().send;
  resend.textContent = left > 0 ? texts().resendIn.replace('{time}', time) : texts().resend;
  for (const button of [send, resend]) setWaiting(button, left > 0 ? 'too-soon' : undefined);
  // It stays when another message is refused.
  if (left === 0) elements.help.hidden = false;
});
const validityCountdown = createCountdown((left) => {
  const attempts = attemptsLeft === undefined ? '' : texts().attemptsLeft.replace('{count}', String(attemptsLeft));
  const valid = left > 0 ? texts().validFor.replace('{time}', formatTime(left)) : texts().expired;
  if (left === 0 && phone !== '') forgetRequestedCode();
  hint.textContent = phone === '' ? '' : `${valid} ${left > 0 ? attempts : ''}`.trim();
});

const logInCountdown = createCountdown((left) => {
  logIn.textContent = left > 0 ? texts().retryIn.replace('{time}', formatTime(left)) : texts().logIn;
  setWaiting(logIn, left > 0 ? 'too-soon' : undefined);
});

function showTitle(step: Step): void {
  elements.title.textContent = step === 'logged-in' ? texts().loggedIn : texts().title;
}

/** Shows a step and its title. The title changes before the focus, for screen readers. */
function goToStep(step: Step): void {
  showTitle(step);
  showStep(step);
}

/** Runs the action of a button, which ignores clicks until the action has ended. */
async function runWhileBusy(button: HTMLButtonElement, action: () => Promise<void>): Promise<void> {
  if (isWaiting(button)) return;
  clearMessages();
  setWaiting(button, 'busy');
  await action();
  const countdown = button === logIn ? logInCountdown : sendCountdown;
  setWaiting(button, countdown.left() > 0 ? 'too-soon' : undefined);
}

async function sendCode(to: string): Promise<void> {
  const reply = await requestCode(to);
  if (reply === undefined) return;
  if (to !== phone || reply.codeStr === 'Ok' || reply.codeStr === 'ServiceUnavailable') {
    handle = reply.handle ?? '';
    enteredCodes.clear();
  }
  if (reply.retryAfter !== undefined) sendCountdown.start(reply.retryAfter);
  if (reply.codeStr !== 'Ok') {
    const isNumberWrong = /^InValidParam$|IncorrectPhoneNumber|InBlacklist/.test(reply.codeStr ?? '');
    showError(explainFailure(reply, texts().numberInvalid), isNumberWrong ? number : undefined);
    keepCode();
    return;
  }
  phone = to;
  attemptsLeft = undefined;
  code.value = '';
  logInCountdown.start(0);
  waitForCode(reply.expiresIn ?? 0);
  keepCode();
  statusMessage.textContent = reply.msg ?? '';
}

/** Shows the step for the code that was sent to `phone`, and counts down until it expires. */
function waitForCode(expiresIn: number): void {
  elements.sentTo.textContent = phone;
  elements.help.hidden = sendCountdown.left() > 0;
  validityCountdown.start(expiresIn);
  goToStep('code');
}

/** Keeps what a page that is loaded again needs to know of a live code. */
function keepCode(): void {
  if (phone === '' || validityCountdown.left() === 0) return;
  const atEnd = (countdown: Countdown) => Date.now() + countdown.left() * 1000;
  keepRequestedCode({ phone, handle, expiresAt: atEnd(validityCountdown), resendAt: atEnd(sendCountdown) });
}

async function checkCode(): Promise<void> {
  const entered = findCode(code.value);
  if (entered === undefined) {
    showError(texts().codeInvalid, code);
    return;
  }
  // It would use up another attempt.
  if (enteredCodes.get(entered) === 'wrong') {
    showError(texts().codeWrongAlready, code);
    return;
  }
  enteredCodes.set(entered, 'unknown');
  const reply = await callService(
    { method: 'login', phone, code: entered, ...(handle !== '' && { handle }) },
    language(),
  );
  if (reply.codeStr === 'Success') {
    forgetRequestedCode();
    elements.loggedInNumber.textContent = phone;
    showClaims(reply.token);
    goToStep('logged-in');
    return;
  }
  if (reply.codeStr === 'CodeIsError') enteredCodes.set(entered, 'wrong');
  if (reply.retryAfter !== undefined) logInCountdown.start(reply.retryAfter);
  attemptsLeft = reply.attemptsLeft;
  if (reply.codeStr === 'CodeHasExpired' || reply.codeStr === 'CodeHasValid') validityCountdown.start(0);
  else validityCountdown.show();
  showError(explainFailure(reply, texts().codeInvalid), code);
}

/**
 * Submits a code as soon as it is complete, each only once: the button submits one again that could not be checked. A code that is
 * changed in its middle waits for the button, since other digits of it may still have to be corrected.
 */
async function submitWhenComplete(): Promise<void> {
  const entered = findCode(code.value);
  const isAtEnd = code.selectionEnd === code.value.length;
  if (entered === undefined || enteredCodes.has(entered) || !isAtEnd || isWaiting(logIn)) return;
  await runWhileBusy(logIn, checkCode);
  // It may have been corrected meanwhile.
  if (!elements.codeForm.hidden) submitWhenComplete();
}

function startOver(): void {
  clearMessages();
  forgetRequestedCode();
  showClaims();
  phone = '';
  sendCountdown.start(0);
  goToStep('number');
}

/** Shows all texts in the current language. */
function translatePage(): void {
  showStaticTexts();
  showTitle(elements.loggedIn.hidden ? 'number' : 'logged-in');
  for (const countdown of [sendCountdown, validityCountdown, logInCountdown]) countdown.show();
  clearMessages();
}

elements.numberForm.addEventListener('submit', (event) => {
  event.preventDefault();
  if (number.value.trim() === '') showError(texts().numberMissing, number);
  else runWhileBusy(send, () => sendCode(addCallingCode(number.value, country.value)));
});
elements.codeForm.addEventListener('submit', (event) => {
  event.preventDefault();
  runWhileBusy(logIn, checkCode);
});
// Each number has its own send interval.
number.addEventListener('input', () => sendCountdown.start(0));
code.addEventListener('paste', (event) => {
  const pasted = findCode(event.clipboardData?.getData('text') ?? '');
  if (pasted === undefined) return;
  event.preventDefault();
  code.value = pasted;
  submitWhenComplete();
});
code.addEventListener('input', submitWhenComplete);
resend.addEventListener('click', () => runWhileBusy(resend, () => sendCode(phone)));
elements.useOtherNumber.addEventListener('click', startOver);
elements.logInAgain.addEventListener('click', startOver);
elements.language.addEventListener('click', () => {
  changeLanguage();
  translatePage();
});
translatePage();
const requested = findRequestedCode();
if (requested !== undefined) {
  ({ phone, handle } = requested);
  sendCountdown.start((requested.resendAt - Date.now()) / 1000);
  waitForCode((requested.expiresAt - Date.now()) / 1000);
}
