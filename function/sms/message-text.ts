/** The body template from step 1.2 of the vendor's document: `{1}` is the code, `{2}` its TTL in minutes. */
export const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

/** Returns the text of a message. */
export function messageText(code: string, minutes: number): string {
  return bodyTemplate.replace('{1}', code).replace('{2}', String(minutes));
}
