import type { GeneratedTable } from '../generated-tables';
import { environmentTable } from './environment-table';
import { functionVariablesTable } from './function-variables-table';
import { presetTable } from './preset-table';
import { terraformTable } from './terraform-table';

const file = 'docs/settings.md';

/** The tables of the reference of all settings. */
export function settingsTables(): readonly GeneratedTable[] {
  return [
    { file, name: 'settings of an environment', text: environmentTable() },
    { file, name: 'presets', text: presetTable() },
    { file, name: 'Terraform variables', text: terraformTable() },
    { file, name: 'variables of the function', text: functionVariablesTable() },
  ];
}
