import { anyEventOf } from './alarm-query';

interface LogAlarm {
  /** Lines that raise the alarm, in CQL. A single one does. platform: alarm-query-analysis */
  readonly condition: string;
  /** What its receivers read: what happened, and what to do. platform: alarm-message */
  readonly message: string;
}

/** The alarms on the function's log, by the last part of their name. docs/operations.md has a row for each. */
export const logAlarms: Readonly<Record<'errors' | 'send-refused' | 'pumping' | 'budget', LogAlarm>> = {
  errors: {
    condition: `${anyEventOf('internal_error', 'store_unavailable', 'sms_unavailable', 'captcha_unavailable')} OR SCF_StatusCode:>399`,
    message:
      'A request for a verification code or a login failed: Redis, the SMS API or the captcha API did not answer, the platform ended ' +
      'the function, or the function has a defect. Run `make logs` to see which, and see "Alarms" in docs/operations.md.',
  },
  // Neither `send_limited` nor `number_refused`: users' own limits and numbers need nobody's help.
  'send-refused': {
    condition: anyEventOf('send_refused'),
    message:
      'The SMS API refused a message, and not because of its number: users get no codes. Run `make logs` to see its error code. If the ' +
      'package of messages is used up, buy one. If it ends with TemplateToGlobalPhone or TemplateToChineseMainlandPhone, messages to a ' +
      'country have a template for other countries: `reason` names the country. Otherwise see "Alarms" in docs/operations.md.',
  },
  pumping: {
    condition: anyEventOf('range_guard_tripped', 'total_guard_tripped'),
    message:
      'Too many messages are not followed by a login: somebody has messages sent for no purpose, or users do not get them. The service ' +
      'refuses messages to unknown numbers until this ends. See "Too many messages" in docs/operations.md.',
  },
  budget: {
    condition: anyEventOf('budget_nearly_used', 'budget_used'),
    message:
      'At least 80 % of the messages of SEND_DAILY_BUDGET are used. When all are, nobody gets a code until the next day. Find out ' +
      'whether they are for real users, and raise the budget if they are: see "Too many messages" in docs/operations.md.',
  },
};
