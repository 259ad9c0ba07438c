/** The tags of a resource: keys and values. */
export type Tags = Readonly<Record<string, string>>;

/** The tags of all resources of an environment. No key may begin with `project`. platform: reserved-tag-keys */
export function environmentTags(environment: string): Tags {
  return { application: 'sms-verification', environment, 'managed-by': 'cdktf' };
}
