import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { copyProject } from '../../compilation/copied-project';

it('records no synthesis during which the sources change', { timeout: 120_000 }, async () => {
  const folder = copyProject();
  const app = join(folder, 'infra', 'main.ts');
  const edit = `writeFileSync('infra/edited.txt', '');`;
  writeFileSync(app, `import { writeFileSync } from 'node:fs';\n${readFileSync(app, 'utf8')}\n${edit}`);
  const synthesize = () =>
    promisify(execFile)('node', ['infra/run.cjs', 'infra/operations/stack/cli.ts', 'synth'], { cwd: folder });
  const recordText = () => readFileSync(join(folder, 'cdktf.out', 'synthesized.json'), 'utf8');
  await synthesize();
  expect(existsSync(join(folder, 'infra', 'edited.txt'))).toBe(true);
  expect(recordText()).not.toContain('key');
  await synthesize();
  expect(recordText()).toContain('key');
});
