/**
 * Memoizes a function of a text. The cache is cleared when it is full.
 *
 * @param capacity number of texts that the cache holds
 */
export function memoize<Value>(capacity: number, compute: (text: string) => Value): (text: string) => Value {
  const cache = new Map<string, Value>();
  return (text) => {
    let value = cache.get(text);
    if (value === undefined) {
      value = compute(text);
      if (cache.size >= capacity) cache.clear();
      cache.set(text, value);
    }
    return value;
  };
}
