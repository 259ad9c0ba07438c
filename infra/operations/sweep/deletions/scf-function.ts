import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { listFunctionDomains } from '../../account-parts/function-domains';
import type { Deletion } from '../deletion';
import { FinalError, isNotFound } from '../wait';

/**
 * Takes the domains of a function away, deletes it with its trigger and its reservation, and waits until it is gone.
 * platform: domain-before-trigger, function-deletes-triggers
 */
export const scfFunction: Deletion = {
  begin(config, id) {
    const client = new Client(config);
    const [Namespace = '', FunctionName = ''] = id.split('+');
    return async () => {
      for (const { name, functionIds } of await listFunctionDomains(config)) {
        if (!functionIds.includes(id)) continue;
        const others = functionIds.filter((one) => one !== id);
        if (others.length > 0) throw new FinalError(`its domain ${name} leads to the function ${others[0]}, too`);
        await client.DeleteCustomDomain({ Domain: name });
      }
      await client.DeleteFunction({ FunctionName, Namespace });
      try {
        await client.GetFunction({ FunctionName, Namespace });
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
      return 'it is still there';
    };
  },
};
