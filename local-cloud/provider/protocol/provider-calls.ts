import {
  type Diagnostic,
  PartialError,
  type ProviderDefinition,
  type ResourceType,
  type Schema,
  unknown,
  type Values,
} from '../provider-definition';
import { diagnosticMessage, errorDiagnostic } from './diagnostic-message';
import { planChange } from './plan';
import { schemaMessage } from './schema-message';
import { type DynamicValue, readValues, writeValues } from './wire-value';

/** The request of a protocol call. Each call uses some of the fields. */
export interface ProviderRequest {
  readonly type_name: string;
  readonly config: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly private: Uint8Array;
  readonly prior_private: Uint8Array;
  readonly planned_private: Uint8Array;
  readonly id: string;
}

/** @param signal is aborted when the caller is gone, and nobody receives the reply any more */
type ProviderCall = (request: ProviderRequest, signal: AbortSignal) => Promise<object>;

/** By the call's name in the protocol. */
export type ProviderCalls = Readonly<Record<string, ProviderCall>>;

/** Terraform accepts imprecise plans from providers that use version 2 of its SDK. platform: legacy-plans */
const legacy = { legacy_type_system: true };

/** Implements the protocol's calls for a provider. */
export function providerCalls(definition: ProviderDefinition): ProviderCalls {
  const { schema, behaviour, resources, dataSources } = definition;

  function resourceOf(type: string): { readonly resource: ResourceType; readonly schema: Schema } {
    const [resource, found] = [resources[type], schema.resource_schemas[type]];
    if (found === undefined) throw new Error(`The resource type ${type} does not exist.`);
    return { resource: resource ?? unsupported(type), schema: found };
  }

  /** Runs an operation. @returns the new state, or the diagnostics */
  async function stateReply(type: string, operation: () => Promise<Values | undefined>) {
    const { schema: found, resource } = resourceOf(type);
    try {
      return { state: writeValues(found.block, await operation()) };
    } catch (error) {
      return { diagnostics: failures(error, resource) };
    }
  }

  return {
    GetProviderSchema: async () => schemaMessage(definition),
    GetFunctions: async () => ({}),
    GetResourceIdentitySchemas: async () => ({}),
    StopProvider: async () => ({}),
    ValidateProviderConfig: async () => ({}),
    ValidateDataResourceConfig: async () => ({}),

    async ConfigureProvider({ config }) {
      const values = readValues(schema.provider.block, config) ?? {};
      return { diagnostics: (await definition.configure(withoutUnknown(values))).map(diagnosticMessage) };
    },

    async ValidateResourceConfig({ type_name, config }) {
      const { resource, schema: found } = resourceOf(type_name);
      const problems = resource.validate?.(readValues(found.block, config) ?? {}) ?? [];
      return { diagnostics: problems.map(diagnosticMessage) };
    },

    UpgradeResourceState: ({ type_name, raw_state: { json } }) =>
      stateReply(type_name, async () => readValues(resourceOf(type_name).schema.block, { json })),

    async ReadResource({ type_name, current_state, private: privateData }) {
      const { resource, schema: found } = resourceOf(type_name);
      const state = readValues(found.block, current_state);
      const reply = await stateReply(type_name, async () => state && resource.read(state));
      return { ...reply, private: privateData };
    },

    async PlanResourceChange({ type_name, prior_state, proposed_new_state, config, prior_private }) {
      const { resource, schema: found } = resourceOf(type_name);
      const common = { planned_private: prior_private, ...legacy };
      const isDestroy = readValues(found.block, proposed_new_state) === undefined;
      if (isDestroy) return { ...common, planned_state: writeValues(found.block, undefined) };
      const { planned, replacedFor } = planChange({
        block: found.block,
        behaviour: behaviour[type_name] ?? { defaults: {}, force_new: [], importable: true },
        resource,
        prior: readValues(found.block, prior_state),
        config: readValues(found.block, config) ?? {},
      });
      return {
        ...common,
        planned_state: writeValues(found.block, planned),
        requires_replace: replacedFor.map((name) => ({ steps: [{ attribute_name: name }] })),
      };
    },

    async ApplyResourceChange({ type_name, prior_state, planned_state, planned_private }, signal) {
      const { resource, schema: found } = resourceOf(type_name);
      const [prior, planned] = [readValues(found.block, prior_state), readValues(found.block, planned_state)];
      const reply = (values: Values | undefined, diagnostics: readonly object[] = []) => ({
        new_state: writeValues(found.block, values),
        diagnostics,
        private: planned_private,
        ...legacy,
      });
      try {
        return reply(await apply(resource, { prior, planned: planned && withoutUnknown(planned), signal }));
      } catch (error) {
        // Keeps what exists: the prior resource, or the one that was created before the failure.
        const remaining = error instanceof PartialError ? error.values : prior;
        return reply(remaining, failures(error, resource));
      }
    },

    async ImportResourceState({ type_name, id }) {
      const { resource, schema: found } = resourceOf(type_name);
      if (behaviour[type_name]?.importable === false) {
        return { diagnostics: failures(new Error(`${type_name} cannot be imported.`), resource) };
      }
      try {
        const values = await resource.read({ id });
        if (values === undefined) throw new Error(`There is no ${type_name} with the id ${id}.`);
        return { imported_resources: [{ type_name, state: writeValues(found.block, values) }] };
      } catch (error) {
        return { diagnostics: failures(error, resource) };
      }
    },

    async ReadDataSource({ type_name, config }) {
      const [source, found] = [dataSources[type_name], schema.data_source_schemas[type_name]];
      try {
        if (source === undefined || found === undefined)
          throw new Error(`The local cloud does not support the data source ${type_name}.`);
        const values = readValues(found.block, config) ?? {};
        return { state: writeValues(found.block, { ...values, ...(await source.read(withoutUnknown(values))) }) };
      } catch (error) {
        return { diagnostics: [diagnosticMessage(errorDiagnostic(error))] };
      }
    },
  };
}

interface Change {
  readonly prior: Values | undefined;
  readonly planned: Values | undefined;
  readonly signal: AbortSignal;
}

async function apply(resource: ResourceType, { prior, planned, signal }: Change): Promise<Values | undefined> {
  if (planned === undefined) {
    if (prior !== undefined) await resource.delete(prior);
    return undefined;
  }
  if (prior === undefined) return resource.create(planned, signal);
  if (resource.update === undefined) throw new Error('The resource cannot be updated in place.');
  return resource.update(planned, prior, signal);
}

/** A resource type of the schema that is not implemented. */
function unsupported(type: string): ResourceType {
  const refuse = async () => {
    throw new Error(`The local cloud does not support the resource type ${type}.`);
  };
  return { create: refuse, read: refuse, delete: refuse };
}

/** Removes unknown values, nested ones too. */
function withoutUnknown(values: Values): Values {
  const entries = Object.entries(values).filter(([, value]) => value !== unknown);
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutUnknownPart(value)]));
}

function withoutUnknownPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== unknown).map(withoutUnknownPart);
  return typeof value === 'object' && value !== null ? withoutUnknown(value as Values) : value;
}

function failures(error: unknown, { attributes }: Pick<ResourceType, 'attributes'>): readonly object[] {
  const cause = error instanceof PartialError ? error.cause : error;
  const diagnostic: Diagnostic = errorDiagnostic(cause, attributes);
  return [diagnosticMessage(diagnostic)];
}
