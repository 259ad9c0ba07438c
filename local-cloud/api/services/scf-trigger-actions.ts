import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models';
import { z } from 'zod';
import type { ScfService } from '../../account/scf';
import { describeTrigger, type TriggerRecord, type TriggerService } from '../../account/scf-trigger';
import { type Action, action } from '../action';

const text = z.string();
const defaultNamespace = 'default';

/** Triggers of the service `scf`. */
export function triggerActions(scf: ScfService, triggers: TriggerService): Readonly<Record<string, Action>> {
  return {
    CreateTrigger: action<Models.CreateTriggerRequest, Models.CreateTriggerResponse>({
      parameters: {
        FunctionName: text,
        TriggerName: text,
        Type: text,
        TriggerDesc: text.optional(),
        Namespace: text.optional(),
        Qualifier: text.optional(),
      },
      ignored: ['Enable', 'CustomArgument', 'Description'],
      answer: async ({ FunctionName, Type, TriggerDesc = '', Namespace = defaultNamespace, Qualifier = '$LATEST' }) => {
        const { functionId } = scf.get(Namespace, FunctionName);
        const wanted = { type: Type, qualifier: Qualifier, description: TriggerDesc };
        return { TriggerInfo: triggerModel(await triggers.create(functionId, wanted)) };
      },
    }),

    UpdateTrigger: action<Models.UpdateTriggerRequest, Models.UpdateTriggerResponse>({
      parameters: {
        FunctionName: text,
        TriggerName: text,
        Type: text,
        Enable: text.optional(),
        Qualifier: text.optional(),
        Namespace: text.optional(),
        TriggerDesc: text.optional(),
      },
      ignored: ['Description', 'CustomArgument'],
      answer: ({ FunctionName, Namespace = defaultNamespace, Enable, Qualifier, TriggerDesc }) => {
        triggers.change(scf.get(Namespace, FunctionName).functionId, {
          ...(Qualifier !== undefined && { qualifier: Qualifier }),
          ...(TriggerDesc !== undefined && { description: TriggerDesc }),
          ...(Enable !== undefined && { enabled: Enable === 'OPEN' }),
        });
        return {};
      },
    }),

    ListTriggers: action<Models.ListTriggersRequest, Models.ListTriggersResponse>({
      parameters: { FunctionName: text, Namespace: text.optional() },
      ignored: ['Offset', 'Limit', 'OrderBy', 'Order', 'Filters'],
      answer: ({ FunctionName, Namespace = defaultNamespace }) => {
        const found = triggers.find(scf.find(Namespace, FunctionName)?.functionId ?? '');
        const list = found === undefined ? [] : [triggerModel(found)];
        return { TotalCount: list.length, Triggers: list };
      },
    }),

    DeleteTrigger: action<Models.DeleteTriggerRequest, Models.DeleteTriggerResponse>({
      parameters: { FunctionName: text, TriggerName: text, Type: text, Namespace: text.optional() },
      ignored: ['TriggerDesc', 'Qualifier'],
      answer: async ({ FunctionName, Namespace = defaultNamespace }) => {
        await triggers.delete(scf.get(Namespace, FunctionName).functionId);
        return {};
      },
    }),
  };
}

function triggerModel(record: TriggerRecord): Models.Trigger & Models.TriggerInfo {
  return {
    TriggerName: record.name,
    Type: 'http',
    TriggerDesc: describeTrigger(record),
    Qualifier: record.qualifier,
    Enable: record.enabled ? 1 : 0,
    AvailableStatus: 'Available',
    CustomArgument: '',
    Description: '',
    AddTime: record.addTime,
    ModTime: record.modTime,
    BindStatus: '',
    TriggerAttribute: '',
  };
}
