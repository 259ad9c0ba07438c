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
  const { config, stop } = await serveTrialAccount(trial);
  return {
    trial,
    config,
    async stop() {
      await stop();
      await trial.stop();
    },
  };
}

/** Starts the API in front of an account, whose clock it sets to the present time. */
export async function serveTrialAccount(trial: TrialAccount): Promise<Pick<TrialApi, 'config' | 'stop'>> {
  const server = await startApiServer({
    findCredential: trial.account.credentials.find,
    answer: createAccountApi(trial.account),
    now: () => trial.clock.now,
  });
  trial.clock.now = Date.now();
  return {
    config: (credential = trial.account.credentials.owner) => sdkConfig(server.url, credential),
    stop: server.stop,
  };
}
