import { describe, expect, it } from 'vitest';
import { cutSchema } from '../../../infra/provider-tencentcloud/cut-schema';

const name = 'registry.terraform.io/example/cloud';
const text = { type: 'string', description: 'A text.', description_kind: 'plain', optional: true };
const schemas = {
  format_version: '1.0',
  provider_schemas: {
    [name]: {
      provider: { version: 0, block: { attributes: { region: text } } },
      resource_schemas: {
        cloud_b: { version: 2, block: { attributes: { name: text, description: text } } },
        cloud_a: { version: 0, block: { block_types: { rule: { block: { attributes: { port: text } } } } } },
        cloud_c: { version: 0, block: {} },
      },
      data_source_schemas: { cloud_user: { version: 0, block: { attributes: { id: text } } } },
    },
  },
};
const selection = {
  source: 'example/cloud',
  version: '1.2.3',
  resources: ['cloud_b', 'cloud_a'],
  dataSources: ['cloud_user'],
};

describe('A provider’s schema', () => {
  it('is cut down to the selection, sorted, without descriptions', () => {
    const bare = { type: 'string', optional: true };
    expect(JSON.stringify(cutSchema(schemas, selection))).toBe(
      JSON.stringify({
        format_version: '1.0',
        provider_schemas: {
          [name]: {
            provider: { version: 0, block: { attributes: { region: bare } } },
            resource_schemas: {
              cloud_a: { version: 0, block: { block_types: { rule: { block: { attributes: { port: bare } } } } } },
              cloud_b: { version: 2, block: { attributes: { description: bare, name: bare } } },
            },
            data_source_schemas: { cloud_user: { version: 0, block: { attributes: { id: bare } } } },
          },
        },
        provider_versions: { [name]: '1.2.3' },
      }),
    );
  });

  it('must contain the selection', () => {
    expect(() => cutSchema(schemas, { ...selection, resources: ['cloud_b', 'cloud_z'] })).toThrow(
      'the provider does not have cloud_z',
    );
    expect(() => cutSchema(schemas, { ...selection, source: 'example/moon' })).toThrow(
      'Terraform returned no schema for the provider registry.terraform.io/example/moon',
    );
  });
});
