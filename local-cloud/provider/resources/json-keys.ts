type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/**
 * Reduces the JSON that a service returns to the keys that are configured, in alphabetical order, so that Terraform finds no
 * drift.
 */
export function keepKeys(returned: string, configured: string): string {
  return JSON.stringify(keep(JSON.parse(returned), JSON.parse(configured)));
}

function keep(returned: Json, configured: Json): Json {
  if (!isObject(returned) || !isObject(configured)) return returned;
  const names = Object.keys(returned).filter((name) => name in configured);
  return Object.fromEntries(names.sort().map((name) => [name, keep(returned[name] ?? null, configured[name] ?? null)]));
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
