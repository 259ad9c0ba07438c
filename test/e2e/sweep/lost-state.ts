import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { createProject, type Project } from '../../support/project';

/** How a command ended. */
export interface CommandEnd {
  /** Exit code of make. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** Resolves when the command has printed a text. */
  readonly printed: (text: string) => Promise<void>;
  readonly end: Promise<CommandEnd>;
}

/** A project without the states of what a cloud has. */
export interface ProjectWithoutState {
  readonly project: Project;
  /** Runs a target of the Makefile, with an empty standard input. */
  make(words: string, variables?: NodeJS.ProcessEnv): Promise<CommandEnd>;
  /** Starts a target of the Makefile. */
  start(words: string, variables?: NodeJS.ProcessEnv): RunningCommand;
}

/** Creates a project whose commands work on a cloud. Whoever calls it removes the project. */
export async function createProjectWithoutState(cloud: LocalCloud): Promise<ProjectWithoutState> {
  const project = await createProject();
  function start(words: string, variables: NodeJS.ProcessEnv = {}): RunningCommand {
    // In a process group of its own, to which a test sends signals as a terminal does.
    const child = spawn('make', words.split(' '), {
      cwd: project.folder,
      env: terraformEnvironment({ ...cloud.env, ...variables }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const texts = { stdout: '', stderr: '' };
    const listeners = new Set<() => void>();
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text;
        for (const listener of listeners) listener();
      });
    }
    const end = once(child, 'close').then(([code]) => ({ code: Number(code), ...texts }));
    return {
      process: child,
      end,
      printed: (text) =>
        new Promise((resolve, reject) => {
          const look = () => `${texts.stdout}${texts.stderr}`.includes(text) && resolve();
          listeners.add(look);
          look();
          end.then(() => reject(new Error(`The command ended without "${text}":\n${texts.stdout}${texts.stderr}`)));
        }),
    };
  }
  return { project, start, make: (words, variables) => start(words, variables).end };
}
