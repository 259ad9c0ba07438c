/** What a signature is of, by the API's number. */
export const signTypes = { company: 0, app: 1, trademark: 4, institution: 5 } as const;

/** What proves that it is one's own, by the API's number. */
export const certificateTypes = {
  'three-in-one-licence': 0,
  'business-licence': 1,
  'organization-code': 2,
  'credit-code': 3,
  'app-console': 4,
  'mini-program-settings': 6,
  trademark: 7,
} as const;
