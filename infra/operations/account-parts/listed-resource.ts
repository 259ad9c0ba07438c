import type { AccountPart } from './account-part';

/** What an API says of a resource: its ID in Terraform, its name, and what else it tells of a part. */
export type ListedResource = readonly [
  id: string | number | undefined,
  name: string | undefined,
  more?: Pick<AccountPart, 'functionId' | 'isInRecycleBin'>,
];
