/** Characters of the longest text that is cached: clients send the texts, and must not fill the memory with them. */
const longestCached = 100;

/**
 * Memoizes a function of a text. The cache is cleared when it is full; long texts are not cached.
 *
 * @param capacity number of texts that the cache holds
 */
export function memoize<Value>(capacity: number, compute: (text: string) => Value): (text: string) => Value {
  const cache = new Map<string, Value>();
  return (text) => {
    if (text.length > longestCached) return compute(text);
    let value = cache.get(text);
    if (value === undefined) {
      value = compute(text);
      if (cache.size >= capacity) cache.clear();
      cache.set(text, value);
    }
    return value;
  };
}
