import type { Account } from './account/account';
import { initialAccount, stateRegion } from './account/initial-account';
import type { ApiServer } from './api/api-server';

/** COS and the tag service, as the backend `cos` of Terraform reaches them. */
export interface ServedStates {
  /** Variables of a command whose Terraform keeps its states there. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface ServedStatesOptions {
  /** Private folder for temporary files. */
  readonly folder: string;
  readonly server: Pick<ApiServer, 'serve'>;
  readonly now: () => number;
}

/** Serves COS and the tag service. @param bucket that for states, which is in {@link stateRegion} */
export async function serveStates(
  account: Account,
  bucket: string,
  { folder, server, now }: ServedStatesOptions,
): Promise<ServedStates> {
  // They load what makes certificates, which takes a sixth of a second, so only those who need it wait.
  const [{ startHttpsProxy }, { createCosHandler }] = await Promise.all([
    import('./api/https-proxy'),
    import('./api/cos/cos-requests'),
  ]);
  const proxy = await startHttpsProxy({
    folder,
    serveBucket: createCosHandler(account, { appId: initialAccount.appId, now }),
    serveApi: server.serve,
  });
  return {
    env: {
      STATE_BUCKET: bucket,
      STATE_REGION: stateRegion,
      HTTPS_PROXY: proxy.url,
      SSL_CERT_FILE: proxy.certificateFile,
    },
    stop: proxy.stop,
  };
}
