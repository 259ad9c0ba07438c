/** What a signature may name, and the API's number (`SignType`) for it. platform: sms-sign-numbers */
export const signTypes = { company: 0, app: 1, trademark: 4, institution: 5 } as const;

/** Certificates of ownership of a signature, and the API's number (`DocumentType`) for each. platform: sms-sign-numbers */
export const certificateTypes = {
  'three-in-one-licence': 0,
  'business-licence': 1,
  'organization-code': 2,
  'credit-code': 3,
  'app-console': 4,
  'mini-program-settings': 6,
  trademark: 7,
} as const;
