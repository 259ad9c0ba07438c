import { initialAccount } from '../../local-cloud/account/initial-account';
import { hasTerraform } from './terraform';

/** A bucket for states that the owner of the local cloud's account can make. */
export const stateBucket = `sms-state-${initialAccount.appId}`;

/** Whether Terraform takes the proxy's certificate. Go reads `SSL_CERT_FILE` on Linux, and not on macOS. platform: go-https-proxy */
export const canKeepStatesInCos = hasTerraform && process.platform === 'linux';
