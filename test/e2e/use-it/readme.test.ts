import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { fieldsOf, readCommands, runCommand } from './commands';
import { issuer, startExampleService } from './example-service';

it.each(['README.md', 'README.zh-CN.md'])(
  'The commands of %s send a code and check it, and its example checks the token',
  { timeout: 30_000 },
  async (file) => {
    const readme = await readFile(join(projectRoot, file), 'utf8');
    const service = await startExampleService();
    onTestFinished(service.stop);
    const variables = { SMS_URL: service.url, SMS_ISSUER: issuer };
    const [send, check, ...others] = readCommands(readme);
    expect(others).toEqual([]);

    const sent = await runCommand(send?.text ?? '', variables);
    expect(fieldsOf(sent)).toEqual(fieldsOf(send?.shown));
    const received = { CODE: service.newestCode(), HANDLE: String(sent.handle) };
    const checked = await runCommand(check?.text ?? '', { ...variables, ...received });
    expect(fieldsOf(checked)).toEqual(fieldsOf(check?.shown));

    const [, example = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
    const program = `const token = process.env.TOKEN;\n${example}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: projectRoot,
      env: { PATH: process.env.PATH, ...variables, TOKEN: String(checked.token) },
    });
    const [, printed] = /console\.log\(payload\.sub\); \/\/ (\S+)/.exec(example) ?? [];
    expect(stdout.trim()).toBe(printed);
  },
);
