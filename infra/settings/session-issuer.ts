import type { EnvironmentSettings } from './environment-schema';
import { stackNameOf } from './stack-name';

/** The claim `iss` of an environment's session tokens: its domain where it has one. */
export const sessionIssuerOf = ({ name, domain }: Pick<EnvironmentSettings, 'name' | 'domain'>): string =>
  domain === undefined ? stackNameOf(name) : `https://${domain.name}`;
