import type { ClientConfig, Credential } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { createAccountApi } from '../../../local-cloud/api/account-api';
import { startApiServer } from '../../../local-cloud/api/api-server';
import { startTrialAccount, type TrialAccount } from '../trial-account';
import { sdkConfig } from './sdk-client';

/** The API in front of an account for tests, at the present time. */
export interface TrialApi {
  readonly trial: TrialAccount;
  /** Configuration of the SDK's clients. @param credential by default, the owner's */
  readonly config: (credential?: Credential) => ClientConfig;
  stop(): Promise<void>;
}

export async function startTrialApi(): Promise<TrialApi> {
  const trial = startTrialAccount();
  const server = await startApiServer({
    findCredential: trial.account.credentials.find,
    answer: createAccountApi(trial.account),
    now: () => trial.clock.now,
  });
  trial.clock.now = Date.now();
  return {
    trial,
    config: (credential: Credential = trial.account.credentials.owner) => sdkConfig(server.url, credential),
    async stop() {
      await server.stop();
      await trial.stop();
    },
  };
}
