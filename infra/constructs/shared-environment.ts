/** Says that what an environment shares is not in the account exactly once, and what to do. @param what what was looked for, in the plural */
export function notDeployed(environment: string, setting: 'network' | 'codeStore', what: string): string {
  return (
    `${setting}.environment: found \${length(self.instance_list)} ${what} with the tags of the environment ${environment}; ` +
    `allowed: one, that of a deployed environment. Deploy it first: make deploy ENVIRONMENT=${environment}. Or give each preview its own, ` +
    'with previewsShare in infra/settings/environments.ts.'
  );
}
