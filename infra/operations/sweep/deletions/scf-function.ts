import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { Deletion } from '../deletion';
import { isNotFound } from '../wait';

/** Deletes a function, with its trigger and its reservation, and waits until it is gone. platform: function-deletes-triggers */
export const scfFunction: Deletion = {
  begin(config, id) {
    const client = new Client(config);
    const [Namespace = '', FunctionName = ''] = id.split('+');
    return async () => {
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
