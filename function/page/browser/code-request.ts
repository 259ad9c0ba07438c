import { solveCaptcha } from './captcha-script';
import { elements } from './elements';
import { showError } from './messages';
import { language, texts } from './page-language';
import { callService, type Reply } from './service-client';

/**
 * Requests a code, with a solved captcha if one is always required, or if the service asks for one.
 *
 * @returns `undefined` if the captcha was not solved
 */
export async function requestCode(to: string): Promise<Reply | undefined> {
  const { captcha = '', captchaScript = '', captchaWhen } = document.body.dataset;
  const request = { method: 'getSms', phone: to };
  if (captcha === '' || captchaWhen !== 'always') {
    const reply = await callService(request, language());
    if (captcha === '' || reply.codeStr !== 'CaptchaRequired') return reply;
  }
  elements.statusMessage.textContent = texts().captchaUnsolved;
  const solved = await solveCaptcha(captchaScript, captcha).catch(() => {
    showError(texts().serviceUnreachable);
    return undefined;
  });
  return solved && callService({ ...request, ...solved }, language());
}
