type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/**
 * What a service tells, cut to what was asked for: keys that the other text does not have are left out, and the rest stands
 * in the order of the alphabet.
 */
export function keepKeys(told: string, asked: string): string {
  return JSON.stringify(keep(JSON.parse(told), JSON.parse(asked)));
}

function keep(told: Json, asked: Json): Json {
  if (!isObject(told) || !isObject(asked)) return told;
  const names = Object.keys(told).filter((name) => name in asked);
  return Object.fromEntries(names.sort().map((name) => [name, keep(told[name] ?? null, asked[name] ?? null)]));
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
