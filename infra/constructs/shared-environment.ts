import { Fn, propertyAccess, type TerraformLocal, Token } from 'cdktf';

/**
 * An attribute of what an environment shares. It is empty if that is not there any more: a deployment is refused then, but Terraform
 * evaluates it when it destroys, too, and has to go on. platform: destroy-skips-conditions
 *
 * @param found what was found, or null
 */
export function attributeOfFound(found: TerraformLocal, name: string): string {
  return Token.asString(Fn.try([propertyAccess(found, [name]), '']));
}

/** Says that what an environment shares is not in the account exactly once, and what to do. @param what what was looked for, in the plural */
export function notDeployed(environment: string, setting: 'network' | 'codeStore', what: string): string {
  return (
    `${setting}.environment: found \${length(self.instance_list)} ${what} with the tags of the environment ${environment}; ` +
    `allowed: one, that of a deployed environment. Deploy it first: make deploy ENVIRONMENT=${environment}. Or give each preview its own, ` +
    'with previewsShare in infra/settings/own-presets.ts.'
  );
}
