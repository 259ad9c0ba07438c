import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Generates the bindings in lib/ from schema.json, like `cdktf get`, but without the provider. platform: cdktf-generator */
async function main(): Promise<void> {
  // Keeps the generator and Terraform from checking for new versions over the network.
  process.env.CHECKPOINT_DISABLE = '1';
  if (!existsSync(process.env.TF_CLI_CONFIG_FILE ?? '')) delete process.env.TF_CLI_CONFIG_FILE;
  const { CodeMaker, TerraformProviderGenerator } = await import('@cdktf/provider-generator');

  const schema = JSON.parse(await readFile(join(__dirname, 'schema.json'), 'utf8'));
  const code = new CodeMaker({ indentationLevel: 2 });
  new TerraformProviderGenerator(code, schema).generateAll();
  const folder = await mkdtemp(join(__dirname, 'generating-'));
  try {
    await code.save(folder);
    const generated = join(folder, 'providers', 'tencentcloud');
    await disableTypeChecks(generated);
    await rm(join(__dirname, 'lib'), { recursive: true, force: true });
    await rename(generated, join(__dirname, 'lib'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The compiler uses the types of the generated files, but must not report problems inside of them. */
async function disableTypeChecks(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const path = join(folder, file);
    await writeFile(path, `// @ts-nocheck\n${await readFile(path, 'utf8')}`);
  }
}

main();
