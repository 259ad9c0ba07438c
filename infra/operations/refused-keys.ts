const variables = 'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY';

/** What to do when the API refuses keys, by its error code. platform: disabled-keys-code, expired-token-code */
const advices: Readonly<Record<string, string>> = {
  'AuthFailure.SecretIdNotFound':
    'The keys are unknown, disabled, deleted or expired. Look at them in the console of CAM under "Access Key" (keys of the ' +
    `international site are unknown to the other one, and the reverse), and set ${variables}, or get new temporary keys.`,
  'AuthFailure.SignatureFailure':
    'TENCENTCLOUD_SECRET_KEY is not the key that belongs to TENCENTCLOUD_SECRET_ID. Copy both once more.',
  'AuthFailure.TokenFailure':
    'TENCENTCLOUD_SECURITY_TOKEN has expired, or belongs to other keys. Get new temporary keys, or unset it for permanent ones.',
  'AuthFailure.SignatureExpire':
    'The clock of this machine is wrong by more than five minutes. Set it, such as with `timedatectl set-ntp true`.',
};

/** Says what to do when the API refuses the keys. @param code its error code */
export function adviceAboutKeys(code: string): string {
  return advices[code] ?? `Check ${variables}, and TENCENTCLOUD_SECURITY_TOKEN if the keys are temporary.`;
}

/** A refusal of keys, which the API says to every call. */
export interface RefusedKeys {
  /** Such as `AuthFailure.TokenFailure`. */
  readonly code: string;
  /** The code, and what the API says, without a full stop. */
  readonly reason: string;
}

/**
 * Finds a refusal of keys in a text about failed calls, which `; ` or a line break separates. A right or a second factor (MFA) that is
 * missing is none: neither says anything against the keys.
 *
 * platform: api-common-errors
 */
export function findRefusedKeys(text: string): RefusedKeys | undefined {
  const [reason, code] = /\b(AuthFailure\.(?!UnauthorizedOperation|MFAFailure)\w+)((?!; ).)*/.exec(text) ?? [];
  return code === undefined || reason === undefined ? undefined : { code, reason: reason.replace(/[.。]\s*$/, '') };
}
