import type { MessageLanguage } from '../configuration/destinations';

/** The body template from step 1.2 of the vendor's document: `{1}` is the code, `{2}` its TTL in minutes. */
export const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

const bodyTemplates: Readonly<Record<MessageLanguage, string>> = {
  en: bodyTemplate,
  zh: '您的注册验证码是{1}，请在{2}分钟内输入。如非本人操作，请忽略本短信。',
};

/** What a message says. */
export interface MessageContent {
  readonly code: string;
  /** TTL of the code in minutes. */
  readonly minutes: number;
  readonly language: MessageLanguage;
}

/** Returns the text of a message. */
export function messageText({ code, minutes, language }: MessageContent): string {
  return bodyTemplates[language].replace('{1}', code).replace('{2}', String(minutes));
}
