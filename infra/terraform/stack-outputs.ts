import { TerraformOutput, type TerraformOutputConfig } from 'cdktf';
import type { Construct } from 'constructs';
import type { CodeStore } from '../constructs/code-store';

export interface StackOutputsProps {
  /** Address of the function, with a trailing slash. */
  readonly url: string;
  /** @default - there is no domain, and no `domain_record` */
  readonly domainRecord: string | undefined;
  /** @default - codes are stored in memory, and there is no `redis_address` */
  readonly codeStore: CodeStore | undefined;
  readonly functionName: string;
  readonly roleName: string;
  /** The claim `iss` of session tokens. */
  readonly sessionIssuer: string;
}

/** Declares the outputs that Terraform prints after it has deployed a stack. */
export function addStackOutputs(stack: Construct, props: StackOutputsProps): void {
  const { url, domainRecord, codeStore } = props;
  const outputs: Readonly<Record<string, TerraformOutputConfig>> = {
    url: { value: url, description: 'Address of the function.' },
    ...(domainRecord !== undefined && {
      domain_record: {
        value: domainRecord,
        description: 'DNS record that the domain needs. It has to be there before the domain can be bound.',
      },
    }),
    ...(codeStore && {
      redis_address: {
        value: `${codeStore.host}:${codeStore.port}`,
        description: 'Address of Redis, which can be reached only from within its VPC.',
      },
    }),
    function_name: { value: props.functionName, description: 'Name of the function.' },
    role_name: { value: props.roleName, description: 'Name of the execution role of the function.' },
    curl_get_sms: {
      value: `curl '${url}?method=getSms&phone=8618566246600'`,
      description: 'Sends a code. Replace the number with yours.',
    },
    curl_login: {
      value: `curl '${url}?method=login&phone=8618566246600&code=123456&handle=HANDLE'`,
      description:
        'Checks a code. Replace the number and the code with yours, and the handle with that of the reply to getSms.',
    },
    session_issuer: { value: props.sessionIssuer, description: 'Claim iss of session tokens.' },
    jwks_url: {
      value: `${url}?method=jwks`,
      description: 'Address of the public keys with which a back end verifies session tokens.',
    },
  };
  for (const [name, config] of Object.entries(outputs)) new TerraformOutput(stack, name, config);
}
