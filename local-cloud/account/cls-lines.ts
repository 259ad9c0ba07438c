/** A line of a topic. */
export interface LogLine {
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
  readonly text: string;
}

/** Lines of a topic that are kept. */
const topicSize = 1000;

/** The lines of topics; they are not kept from one start to the next. */
export function createLogLines(now: () => number) {
  const lines = new Map<string, LogLine[]>();

  return {
    /** The newest lines of a topic, the newest last. */
    of: (topicId: string): readonly LogLine[] => lines.get(topicId) ?? [],

    write(topicId: string, text: string): void {
      const kept = lines.get(topicId) ?? [];
      kept.push({ time: now(), text });
      if (kept.length > topicSize) kept.shift();
      lines.set(topicId, kept);
    },

    forget: (topicId: string): void => void lines.delete(topicId),
  };
}
