import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import type { EnvironmentSettings } from '../../settings/environment-schema';
import type { SynthesizedStack } from '../stack/synthesized-stack';
import type { DeployedFunction } from './deployed-function';
import type { HttpClient } from './http-client';
import type { PhoneOwner } from './phone-owner';

/** `not-reached`: the environment, the caller's rights or the options do not allow to find out. */
export type VerdictState = 'confirmed' | 'refuted' | 'not-reached';

/** What a probe found out about a claim of docs/platform.md, or about the deployment. */
export interface Verdict {
  /** Name of the claim's row, or of a check of the deployment. */
  readonly name: string;
  readonly state: VerdictState;
  /** What was found, or why nothing was, in a line. */
  readonly found: string;
}

/** JSON that is the same for each deployment of the same kind: it holds no times, no IDs and no values of a person. */
export type Answer = null | boolean | number | string | readonly Answer[] | { readonly [name: string]: Answer };

/** What a probe brings. */
export interface ProbeResult {
  readonly verdicts: readonly Verdict[];
  /** What the platform answered, by names such as `event.headers`, to compare the local cloud with it. @default - nothing */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Measured times in milliseconds. @default - none */
  readonly times?: Readonly<Record<string, number>>;
}

/** A deployed environment. */
export interface Target {
  readonly settings: EnvironmentSettings;
  readonly stack: SynthesizedStack;
  readonly deployed: DeployedFunction;
  /** Sends requests to the trigger. */
  readonly http: HttpClient;
  /** Configuration of the SDK's clients. */
  readonly config: ClientConfig;
  /** Process environment with the account's credentials. */
  readonly env: NodeJS.ProcessEnv;
  /** Options of `terraform plan`, such as `-var-file=FILE`. */
  readonly planOptions: readonly string[];
  /** @default - no message is sent */
  readonly owner: PhoneOwner | undefined;
}

/** Finds out whether claims are true. */
export interface Probe {
  /** The names of all verdicts that it gives. */
  readonly decides: readonly string[];
  /** If it throws, nothing that it decides is reached. */
  readonly run: (target: Target) => Promise<ProbeResult>;
}

export const confirmed = (name: string, found: string): Verdict => ({ name, state: 'confirmed', found });
export const refuted = (name: string, found: string): Verdict => ({ name, state: 'refuted', found });
export const notReached = (name: string, found: string): Verdict => ({ name, state: 'not-reached', found });

/** `confirmed` if the condition holds, otherwise `refuted`. */
export const verdict = (
  name: string,
  { holds, found }: { readonly holds: unknown; readonly found: string },
): Verdict => (holds ? confirmed(name, found) : refuted(name, found));
