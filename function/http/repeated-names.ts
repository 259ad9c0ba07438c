/** A bracket, or a string and the colon that follows it if it is a name. */
const token = /[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * Returns the names that occur more than once in a JSON object itself, not in the objects that it contains. `JSON.parse`
 * keeps the last value of such a name.
 *
 * @param json a valid JSON object
 * @param object what `JSON.parse` returns for it
 */
export function findRepeatedNames(json: string, object: object): ReadonlySet<string> {
  // A colon follows each name, so that only a text with further colons can have a name twice.
  // Stryker disable next-line ConditionalExpression: without this shortcut, the result is the same, later
  if (countColons(json) === Object.keys(object).length) return noNames;
  const names = new Set<string>();
  const repeatedNames = new Set<string>();
  let depth = 0;
  for (const [text, colon] of json.matchAll(token)) {
    if (text === '{' || text === '[') depth++;
    else if (text === '}' || text === ']') depth--;
    else if (depth === 1 && colon !== undefined) {
      const name: string = JSON.parse(text.slice(0, -colon.length));
      if (names.has(name)) repeatedNames.add(name);
      names.add(name);
    }
  }
  return repeatedNames;
}

const noNames: ReadonlySet<string> = new Set();

// Stryker disable next-line BlockStatement: without a number, the shortcut is not taken
function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) count++;
  return count;
}
