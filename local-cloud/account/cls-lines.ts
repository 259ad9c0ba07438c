/** A log line of a topic. */
export interface LogLine {
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

/** The number of lines that a topic keeps. */
const topicSize = 1000;

/** The lines of topics, in memory only. */
export function createLogLines(now: () => number) {
  const lines = new Map<string, LogLine[]>();

  return {
    /** @returns the lines of a topic, oldest first */
    of: (topicId: string): readonly LogLine[] => lines.get(topicId) ?? [],

    write(topicId: string, text: string): void {
      const recent = lines.get(topicId) ?? [];
      recent.push({ time: now(), text });
      if (recent.length > topicSize) recent.shift();
      lines.set(topicId, recent);
    },

    forget: (topicId: string): void => void lines.delete(topicId),
  };
}
