import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../infra/project-root';

/** A step of a job, or of one of our own actions. */
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly if?: string;
}

/** The parts of a job that the tests check. */
export interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps?: readonly Step[];
  readonly if?: string;
  readonly needs?: string;
}

/** A workflow or an action of our own. */
export interface ActionsFile {
  /** Path relative to the project root. */
  readonly path: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object | undefined;
  readonly jobs: Readonly<Record<string, Job>>;
  /** The steps of all jobs of a workflow, or of an action. */
  readonly steps: readonly Step[];
}

/** Reads the workflows, or our own actions that they use. */
export function readActionsFiles(kind: 'workflows' | 'actions'): readonly ActionsFile[] {
  const folder = `.github/${kind}`;
  return readdirSync(join(projectRoot, folder)).map((name) => {
    const path = join(folder, name, ...(kind === 'actions' ? ['action.yml'] : []));
    const text = readFileSync(join(projectRoot, path), 'utf8');
    const { on = {}, permissions, jobs = {}, runs } = parse(text);
    const steps = [...Object.values<Job>(jobs).flatMap((job) => job.steps ?? []), ...(runs?.steps ?? [])];
    return { path, text, on, permissions, jobs, steps };
  });
}
