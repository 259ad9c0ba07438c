import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cutSchema, type ProviderSchemas } from './cut-schema';

const run = promisify(execFile);

/** Updates schema.json from the provider, at the version of provider.json. platform: provider-version */
async function main(): Promise<void> {
  const selection = JSON.parse(await readFile(join(__dirname, 'provider.json'), 'utf8'));
  const { source, version } = selection;
  const folder = await mkdtemp(join(tmpdir(), 'provider-schema-'));
  const env: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1' };
  if (!existsSync(env.TF_CLI_CONFIG_FILE ?? '')) delete env.TF_CLI_CONFIG_FILE;
  try {
    const required = { terraform: { required_providers: { tencentcloud: { source, version } } } };
    await writeFile(join(folder, 'main.tf.json'), JSON.stringify(required));
    await run('terraform', ['init', '-no-color', '-input=false'], { cwd: folder, env });
    const { stdout } = await run('terraform', ['providers', 'schema', '-json'], {
      cwd: folder,
      env,
      maxBuffer: 1e9,
    });
    const schemas: ProviderSchemas = JSON.parse(stdout);
    await writeFile(join(__dirname, 'schema.json'), `${JSON.stringify(cutSchema(schemas, selection), undefined, 1)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

main();
