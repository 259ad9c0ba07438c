/** Escape codes, lines that overwrite others, and the frames of a spinner: what a log file or a CI job should not get. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern looks for them
export const notPlain = /\u001b|\r|[\u2801-\u28ff]/;
