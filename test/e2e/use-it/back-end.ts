import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import { issuer } from './example-service';
import { exampleOf } from './examples';

/** A back end of docs/use-it.md, which runs in a process of its own. */
export interface BackEnd {
  readonly url: string;
  /** Sends it a token, as the page does. */
  exchange(token: string): Promise<BackEndAnswer>;
  /** Sends it any body. */
  send(body: string, contentType: string): Promise<BackEndAnswer>;
  stop(): Promise<void>;
}

interface BackEndAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  /** Empty if it sets none. */
  readonly cookie: string;
}

/** Runs an example in a folder that has only it and this project's packages. */
export async function startBackEnd(
  program: string,
  example: string,
  serviceUrl: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<BackEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'back-end-'));
  await writeFile(join(folder, example), exampleOf(example));
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  const env = { PATH: process.env.PATH, SMS_URL: serviceUrl, SMS_ISSUER: issuer, PORT: '0', ...variables };
  const child = spawn(program, [join(folder, example)], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true });
  };
  try {
    const url = `http://127.0.0.1:${await portOf(child)}`;
    const send = async (body: string, contentType: string) => {
      // contract: the reply is the back end's.
      const response = await fetch(`${url}/session`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      });
      const answer = (await response.json()) as Readonly<Record<string, string>>;
      return { status: response.status, body: answer, cookie: response.headers.get('set-cookie') ?? '' };
    };
    return { url, exchange: (token) => send(JSON.stringify({ token }), 'application/json'), send, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until a back end prints its port. */
function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        printed += text;
        const [, port] = /ready on (\d+)/.exec(printed) ?? [];
        if (port !== undefined) resolve(port);
      });
    }
    child.once('exit', () => reject(new Error(`The back end ended:\n${printed}`)));
  });
}
