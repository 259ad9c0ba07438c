import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models';
import { concurrencyQuota, reservedMemoryOf } from '../../account/concurrency-quota';
import { functionQuota, type ScfService } from '../../account/scf';
import { type Action, action } from '../action';

/** The number of namespaces of an account in a region. platform: scf-account */
const namespaceQuota = 5;

/** What the account has in a region, and what it can have. platform: scf-account */
export function scfAccountActions(scf: ScfService): Readonly<Record<string, Action>> {
  return {
    GetAccount: action<Models.GetAccountRequest, Models.GetAccountResponse>({
      parameters: {},
      answer: (_, { region }) => {
        const functions = scf.functions().filter((one) => one.region === region);
        const namespaces = [...new Set(['default', ...functions.map(({ namespace }) => namespace)])];
        const usageOf = (Namespace: string) => {
          const names = functions.flatMap(({ namespace, name }) => (namespace === Namespace ? [name] : []));
          return { Namespace, Functions: names, FunctionsCount: names.length };
        };
        return {
          AccountUsage: {
            NamespacesCount: namespaces.length,
            Namespace: namespaces.map(usageOf),
            TotalConcurrencyMem: concurrencyQuota(region),
            TotalAllocatedConcurrencyMem: reservedMemoryOf(functions, region),
            UserConcurrencyMemLimit: concurrencyQuota(region),
          },
          AccountLimit: {
            NamespacesCount: namespaceQuota,
            Namespace: namespaces.map((Namespace) => ({ Namespace, FunctionsCount: functionQuota })),
          },
        };
      },
    }),
  };
}
