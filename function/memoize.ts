/**
 * Makes a function that remembers what it told for a text, until it has been asked about so many different ones; then it
 * forgets them all.
 */
export function remember<Value>(most: number, tell: (text: string) => Value): (text: string) => Value {
  const told = new Map<string, Value>();
  return (text) => {
    let value = told.get(text);
    if (value === undefined) {
      value = tell(text);
      if (told.size >= most) told.clear();
      told.set(text, value);
    }
    return value;
  };
}
