/** The programs that `infra/run.cjs` runs, by their paths in the project. */
export const programs = [
  'infra/main.ts',
  'infra/function-bundle/cli.ts',
  'infra/operations/acceptance/cli.ts',
  'infra/operations/doctor/cli.ts',
  'infra/operations/environments/cli.ts',
  'infra/operations/funnel/cli.ts',
  'infra/operations/logs.ts',
  'infra/operations/number/cli.ts',
  'infra/operations/previews/cli.ts',
  'infra/operations/sms-package.ts',
  'infra/operations/smoke.ts',
  'infra/operations/stack/cli.ts',
];
