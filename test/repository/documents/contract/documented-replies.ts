import { toKeySetReply } from '../../../../function/http/key-set';
import type { Language } from '../../../../function/http/language';
import { type Reply, toPreflightReply, toReply } from '../../../../function/http/reply';
import { apiCodeForm } from '../../../../function/masking';
import type { CodeStr, Outcome } from '../../../../function/verification/outcome';
import type { JsonSchema } from './json-schema';
import { outcomeSamples } from './outcome-samples';
import { type OutcomeText, outcomeTexts } from './outcome-texts';

/** A reply of the function, as its code makes it from an outcome. */
export interface DocumentedReply {
  /** The outcome's name in the code. */
  readonly outcome: CodeStr | 'KeySet';
  /** A name that no other reply has. */
  readonly name: string;
  readonly summary: string;
  readonly text: Omit<OutcomeText, 'show'>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The schema of `codeStr`. */
  readonly codeStr?: JsonSchema;
}

/** Returns the replies to all samples, made by the function's own code. */
export function documentedReplies(): DocumentedReply[] {
  return Object.values(outcomeSamples)
    .flat()
    .flatMap((outcome) =>
      hasChinese(outcome) ? [document(outcome, 'en'), document(outcome, 'zh')] : [document(outcome, 'en')],
    );
}

/** The reply to a preflight request, without the headers for an origin. */
export const preflightReply = parse(toPreflightReply({}));

/** The reply of the method `jwks`, with the public key of RFC 7517, appendix A.1. */
export const keySetReply: DocumentedReply = {
  outcome: 'KeySet',
  name: 'KeySet',
  summary: 'One key',
  text: { methods: ['jwks'], when: 'The public keys with which everybody can verify tokens (RFC 7517).' },
  ...parse(
    toKeySetReply({
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
          y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
          kid: 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
          alg: 'ES256',
          use: 'sig',
        },
      ],
    }),
  ),
};

function document(outcome: Outcome, language: Language): DocumentedReply {
  const { codeStr } = outcome;
  const text = outcomeTexts[codeStr];
  return {
    outcome: codeStr,
    name: [nameOf(outcome), ...(language === 'en' ? [] : [language])].join('.'),
    summary: codeStr === 'InValidParam' ? `${outcome.problem.field}: ${outcome.problem.rule}` : text.when,
    text,
    ...parse(toReply(outcome, { language, headers: {} })),
    // The client gets the SMS API's own code.
    codeStr: { type: 'string', ...(codeStr === 'SendRefused' ? { pattern: apiCodeForm.source } : { const: codeStr }) },
  };
}

/** One reply is shown in Chinese too; all others have a Chinese `msg` as well. */
function hasChinese(outcome: Outcome): boolean {
  return outcome.codeStr === 'InValidParam' && outcome.problem.rule === 'no-country-code';
}

function nameOf(outcome: Outcome): string {
  if (outcome.codeStr === 'InValidParam') return `InValidParam.${outcome.problem.field}.${outcome.problem.rule}`;
  if (outcome.codeStr === 'ServiceUnavailable') return `ServiceUnavailable.${outcome.part}`;
  if (outcome.codeStr === 'Success' && outcome.token === undefined) return 'Success.without-token';
  return hasTwoEnds(outcome) && outcome.retryAfter > 3600 ? `${outcome.codeStr}.until-midnight` : outcome.codeStr;
}

/** Limits that end with a window of at most an hour, or with the day. */
function hasTwoEnds(outcome: Outcome): outcome is Outcome & { readonly retryAfter: number } {
  return /\.(ClientAddress|Total)Limit$/.test(outcome.codeStr);
}

function parse({ statusCode, headers, body }: Reply) {
  return { status: statusCode, headers, body: JSON.parse(body) as Readonly<Record<string, unknown>> };
}
