import * as z from 'zod';
import { smsCountries } from '../../../settings/sms-countries';
import type { AccountQuestion } from '../finding';

/** A template or a signature that messages have. */
export interface UsedContent {
  /** Its ID or its name. */
  readonly value: string;
  /** Calling codes of the countries to which these messages go. */
  readonly codes: readonly string[];
  /** Where its value is set, such as `sms_sign`. */
  readonly setBy: string;
}

const destinationsSchema = z.record(z.string(), z.object({ template_id: z.string(), sign: z.string() }));

/** Values of `sms_destinations`, by country calling code; `undefined` if there is none that can be read. */
function readDestinations({ variable }: AccountQuestion) {
  const text = variable('sms_destinations');
  return text === undefined ? undefined : destinationsSchema.safeParse(JSON.parse(text)).data;
}

/** The templates or signatures that messages have, each once, and the variables that are not set. */
export interface UsedContents {
  readonly used: readonly UsedContent[];
  readonly unset: readonly string[];
}

/** What to list: by which variable the default is set, and by which attribute that of a destination. */
interface ContentKind {
  readonly variable: 'sms_template_id' | 'sms_sign';
  readonly attribute: 'template_id' | 'sign';
  /** Countries that have the default. */
  readonly byDefault: readonly string[];
}

/** Lists the templates or the signatures of an environment's messages. Those that a deployment makes are none of them. */
export function usedContents(question: AccountQuestion, { variable, attribute, byDefault }: ContentKind): UsedContents {
  const used = new Map<string, UsedContent>();
  const unset: string[] = [];
  const use = (value: string, codes: readonly string[], setBy: string) => {
    const before = used.get(value);
    used.set(value, { value, codes: [...(before?.codes ?? []), ...codes], setBy: before?.setBy ?? setBy });
  };
  if (byDefault.length > 0) {
    const value = question.variable(variable);
    if (value === undefined) unset.push(variable);
    else use(value, byDefault, variable);
  }
  const { named = [] } = smsCountries(question.settings) ?? {};
  const destinations = readDestinations(question);
  if (named.length > 0 && destinations === undefined) unset.push('sms_destinations');
  for (const code of named) {
    const value = destinations?.[code]?.[attribute] ?? '';
    if (value !== '') use(value, [code], `${attribute} in sms_destinations`);
  }
  return { used: [...used.values()], unset };
}
