import { anyEventOf, countOf, countWhere } from './alarm-query';

/** A query of an alarm, and the period whose lines it reads, in minutes before the evaluation. platform: alarm-periods */
interface AlarmQuery {
  readonly query: string;
  readonly from: number;
  readonly until: number;
}

export interface LogAlarm {
  /** The condition refers to them by their place, from 1: `$1.lines`. */
  readonly queries: readonly AlarmQuery[];
  /** When the alarm is raised. platform: alarm-trigger-condition */
  readonly condition: string;
  /** Minimum time between two notifications, in minutes. */
  readonly notifyEvery: number;
  /** What its receivers read: what happened, and what to do. platform: alarm-message */
  readonly message: string;
}

/** Minutes between two evaluations of an alarm. platform: alarm-periods */
export const evaluatedEvery = 5;

/** An alarm that a single line raises. platform: alarm-query-analysis */
const alarmOnAny = (condition: string, message: string): LogAlarm => ({
  queries: [{ query: countOf(condition), from: evaluatedEvery, until: 0 }],
  condition: '$1.lines > 0',
  notifyEvery: 15,
  message,
});

/** Messages that were sent, and right codes. Nothing is sent to test numbers, whose logins would hide that others get no messages. */
const messagesAndLogins =
  '(event:"code_sent" OR result:"Success") AND NOT test:"yes" | select ' +
  `${countWhere('event', 'code_sent', 'sent')}, ${countWhere('result', 'Success', 'entered')}`;

/** Messages of an hour and of the time before, below which their share of logins says nothing. */
const fewestMessages = 20;

/** An hour, and the rest of the day before: a query looks back a day at most. platform: alarm-periods */
const [latest, earliest] = [60, 1440];

/** The alarms on the function's log, by the last part of their name. docs/operations.md has a row for each. */
export const logAlarms: Readonly<Record<'errors' | 'send-refused' | 'pumping' | 'budget' | 'few-logins', LogAlarm>> = {
  errors: alarmOnAny(
    `${anyEventOf('internal_error', 'store_unavailable', 'sms_unavailable', 'captcha_unavailable')} OR SCF_StatusCode:>399`,
    'A request for a verification code or a login failed: Redis, the SMS API or the captcha API did not answer, the platform ended ' +
      'the function, or the function has a defect. Run `make logs` to see which, and see "Alarms" in docs/operations.md.',
  ),
  // Neither `send_limited` nor `number_refused`: users' own limits and numbers need nobody's help.
  'send-refused': alarmOnAny(
    anyEventOf('send_refused'),
    'The SMS API refused a message, and not because of its number: users get no codes. Run `make logs` to see its error code. If the ' +
      'package of messages is used up, buy one. If it ends with TemplateToGlobalPhone or TemplateToChineseMainlandPhone, messages to a ' +
      'country have a template for other countries: `reason` names the country. Otherwise see "Alarms" in docs/operations.md.',
  ),
  pumping: alarmOnAny(
    anyEventOf('range_guard_tripped', 'total_guard_tripped'),
    'Too many messages are not followed by a login: somebody has messages sent for no purpose, or users do not get them. The service ' +
      'refuses messages to unknown numbers until this ends. See "Too many messages" in docs/operations.md.',
  ),
  budget: alarmOnAny(
    anyEventOf('budget_nearly_used', 'budget_used'),
    'At least 80 % of the messages of SEND_DAILY_BUDGET are used: numbers that have not logged in lately get no more messages until ' +
      'the next day; when all are used, nobody does. Find out whether the messages are for real users, and raise the budget if they ' +
      'are: see "Too many messages" in docs/operations.md.',
  ),
  'few-logins': {
    queries: [
      { query: messagesAndLogins, from: latest, until: 0 },
      { query: messagesAndLogins, from: earliest, until: latest },
    ],
    // Without a division, which would be one by zero at night.
    condition:
      `($1.sent >= ${fewestMessages}) && ($2.sent >= ${fewestMessages}) && ` +
      '(($1.entered * $2.sent * 2) < ($2.entered * $1.sent))',
    notifyEvery: 60,
    message:
      'Of the messages of the last hour, less than half as many were followed by a login as in the day before: carriers do not deliver, ' +
      'users do not get on, or somebody has messages sent to strangers. Run `make funnel`, and see "I did not get the code" in ' +
      'docs/operations.md.',
  },
};
