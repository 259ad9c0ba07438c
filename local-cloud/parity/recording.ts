import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The answers to what was asked through a trigger, by name, such as `page.content-disposition`. */
export type Answers = Readonly<Record<string, unknown>>;

/** The part of an acceptance's results that can be compared. */
export interface Recording {
  /** Such as `function-url`. */
  readonly trigger: string;
  readonly answers: Answers;
}

const recordingSchema = z.object({
  trigger: z.string(),
  answers: z.record(z.string(), z.unknown()).refine((answers) => Object.keys(answers).length > 0, 'there are none'),
});

/** A file that cannot be compared; the message is for a person. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** Reads a file of results. @throws a `RecordingError` if it is missing or malformed */
export function readRecording(file: string): Recording {
  const read = recordingSchema.safeParse(readJson(file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RecordingError(`${file}: ${issue?.path.join('.') || 'content'}: ${issue?.message}. ${advice}`);
}

/**
 * Reads what the local cloud answers.
 *
 * @param folder has a file for each trigger
 * @throws a `RecordingError` if it has none for this trigger
 */
export function readLocalAnswers(folder: string, trigger: string): Answers {
  const triggers = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
  if (triggers.includes(trigger)) return readRecording(join(folder, `${trigger}.json`)).answers;
  const allowed = triggers.length === 0 ? 'no trigger' : triggers.sort().join(', ');
  throw new RecordingError(
    `trigger: found "${trigger}"; the answers of the local cloud are recorded for ${allowed}. ${advice}`,
  );
}

const advice = 'Give a file that `make acceptance` has written, such as acceptance/dev.json.';

function readJson(file: string): unknown {
  if (!existsSync(file)) {
    throw new RecordingError(`${file}: not found. Write it with \`make acceptance ENVIRONMENT=…\`.`);
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new RecordingError(`${file}: ${(cause as Error).message}. ${advice}`, { cause });
  }
}
