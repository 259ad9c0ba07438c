/** A line to write to a topic. */
export interface NewLogLine {
  readonly text: string;
  /** What the platform stores beside the text of its own lines. @default - the line is one of the function's */
  readonly fields?: Readonly<Record<string, string | number>>;
}

/** A log line of a topic. */
export interface LogLine extends NewLogLine {
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
}

/**
 * The fields of a line. The platform makes fields of the texts and numbers of a JSON object, without those of objects in it, and
 * puts any other line into one field.
 * platform: cls-fields-from-json
 */
export function fieldsOf({ text, fields }: NewLogLine): Readonly<Record<string, unknown>> {
  return { ...fields, ...(readFields(text) ?? { SCF_Message: text }) };
}

function readFields(text: string): object | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    const isField = ([, value]: [string, unknown]) => typeof value === 'string' || typeof value === 'number';
    return Object.fromEntries(Object.entries(read).filter(isField));
  } catch {
    return undefined;
  }
}

/** The number of lines that a topic keeps: those of about a thousand invocations. */
const topicSize = 5000;

/** The lines of topics, in memory only. */
export function createLogLines(now: () => number) {
  const lines = new Map<string, LogLine[]>();

  return {
    /** @returns the lines of a topic, oldest first */
    of: (topicId: string): readonly LogLine[] => lines.get(topicId) ?? [],

    write(topicId: string, line: NewLogLine): void {
      const recent = lines.get(topicId) ?? [];
      recent.push({ ...line, time: now() });
      if (recent.length > topicSize) recent.shift();
      lines.set(topicId, recent);
    },

    forget: (topicId: string): void => void lines.delete(topicId),
  };
}
