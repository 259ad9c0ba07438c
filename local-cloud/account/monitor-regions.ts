/** The short forms in which Cloud Monitor names regions. platform: monitor-policy */
const shortForms: Readonly<Record<string, string>> = {
  'ap-guangzhou': 'gz',
  'ap-shanghai': 'sh',
  'ap-nanjing': 'nj',
  'ap-beijing': 'bj',
  'ap-hongkong': 'hk',
  'ap-singapore': 'sg',
};

/** Such as `gz` for `ap-guangzhou`. */
export const shortRegion = (region: string): string => shortForms[region] ?? region;

/** Such as `ap-guangzhou` for `gz`. */
export const regionOfShort = (short: string): string =>
  Object.entries(shortForms).find(([, form]) => form === short)?.[0] ?? short;
