/** A text of the API as the end of a line: without line breaks and a full stop. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.。]+$/, '');
