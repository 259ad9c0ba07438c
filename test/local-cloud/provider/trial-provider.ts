import { CloudError } from '../../../local-cloud/account/cloud-error';
import { PartialError, type ProviderDefinition, type Values } from '../../../local-cloud/provider/provider-definition';

/** Creates a provider that stores resources in a map, with every kind of attribute and block. */
export function createTrialProvider() {
  const things = new Map<string, Values>();
  let lastId = 0;
  const text = { type: 'string', optional: true };
  const computed = (type: unknown) => ({ type, computed: true });

  const keep = (id: string, values: Values): Values => {
    const kept = {
      ...values,
      id,
      size: values.size ?? 7,
      quiet: values.quiet ?? false,
      version: `v${(Number(String(values.version ?? 'v0').slice(1)) || 0) + 1}`,
      rule: ((values.rule as Values[] | null) ?? []).map((rule, index) => ({ ...rule, index })),
      label: ((values.label as Values[] | null) ?? []).map((label) => ({ ...label, mark: `mark of ${label.text}` })),
    };
    things.set(id, kept);
    return kept;
  };

  const definition: ProviderDefinition = {
    address: 'registry.terraform.io/example/trial',
    schema: {
      provider: { version: 0, block: { attributes: { region: text } } },
      resource_schemas: {
        trial_thing: {
          version: 0,
          block: {
            attributes: {
              id: { type: 'string', optional: true, computed: true },
              name: { type: 'string', required: true },
              kind: text,
              note: text,
              secret: { ...text, sensitive: true },
              size: { type: 'number', optional: true, computed: true },
              share: { type: 'number', optional: true },
              quiet: { type: 'bool', optional: true },
              groups: { type: ['set', 'string'], optional: true },
              steps: { type: ['list', 'number'], optional: true },
              tags: { type: ['map', 'string'], optional: true },
              version: computed('string'),
              nodes: computed(['list', ['object', { name: 'string', main: 'bool' }]]),
            },
            block_types: {
              rule: {
                nesting_mode: 'list',
                block: {
                  attributes: {
                    port: { type: 'number', required: true },
                    action: text,
                    index: computed('number'),
                  },
                },
              },
              label: {
                nesting_mode: 'set',
                block: {
                  attributes: { text: { type: 'string', required: true }, colour: text, mark: computed('string') },
                },
              },
              timeouts: { nesting_mode: 'single', block: { attributes: { delete: text } } },
            },
          },
        },
        trial_note: { version: 0, block: { attributes: { id: computed('string'), text } } },
      },
      data_source_schemas: {
        trial_account: {
          version: 0,
          block: { attributes: { id: computed('string'), region: text, owner: computed('string') } },
        },
      },
    },
    behaviour: {
      trial_thing: {
        defaults: { kind: 'plain', 'rule.action': 'accept', 'label.colour': 'grey' },
        force_new: ['name'],
        importable: true,
      },
      trial_note: { defaults: {}, force_new: [], importable: false },
    },
    configure: async ({ region }) =>
      region === 'mars' ? [{ severity: 'error', summary: 'There is no region mars.', path: ['region'] }] : [],
    resources: {
      trial_thing: {
        attributes: { Name: 'name' },
        validate: ({ share }) =>
          typeof share === 'number' && share > 1
            ? [{ severity: 'error', summary: `share has to be 1 at most; found ${share}`, path: ['share'] }]
            : [],
        async create(planned) {
          if (planned.name === 'taken')
            throw new CloudError('ResourceInUse.Name', 'There is one of that name.', 'Name');
          const values = { ...planned, nodes: [{ name: 'first', main: true }] };
          const kept = keep(`thing-${++lastId}`, values);
          if (planned.name === 'fragile') throw new PartialError(kept, new CloudError('InternalError', 'It broke.'));
          return kept;
        },
        read: async ({ id }) => things.get(String(id)),
        async update(planned, prior) {
          if (planned.note === 'refused') throw new CloudError('InvalidParameterValue', 'Not that note.');
          return keep(String(prior.id), planned);
        },
        delete: async ({ id }) => void things.delete(String(id)),
      },
      trial_note: {
        create: async (planned) => ({ ...planned, id: `note-${++lastId}` }),
        read: async (state) => state,
        delete: async () => undefined,
      },
    },
    dataSources: { trial_account: { read: async ({ region }) => ({ id: 'a', owner: `owner in ${region}` }) } },
  };
  return { definition, things };
}
