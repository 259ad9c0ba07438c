import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import type { Figure } from './figure';

/** What a run of `make bench` measured, and on what. */
export interface Run {
  /** The processor's model, as the operating system names it. */
  readonly processor: string;
  readonly cores: number;
  /** Versions. */
  readonly node: string;
  readonly redis: string;
  readonly terraform: string;
  /** The day in UTC, such as `2026-11-24`. */
  readonly date: string;
  readonly figures: readonly Figure[];
}

const execute = promisify(execFile);

/**
 * Makes a run of figures that were measured on this machine, today. Values are cut to six significant digits.
 *
 * @throws {Error} if Redis or Terraform does not tell its version
 */
export async function createRun(figures: readonly Figure[]): Promise<Run> {
  const redis = await execute(process.env.REDIS_SERVER ?? 'redis-server', ['--version']);
  const terraform = await execute(terraformProgram, ['version', '-json'], { env: terraformEnvironment() });
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    node: process.versions.node,
    redis: versionIn(redis.stdout, /v=([\d.]+)/),
    terraform: versionIn(terraform.stdout, /"terraform_version": *"([^"]+)"/),
    date: new Date().toISOString().slice(0, 10),
    figures: figures.map((figure) => ({
      ...figure,
      value: significant(figure.value),
      ...(figure.spread !== undefined && { spread: significant(figure.spread) }),
    })),
  };
}

/** Whether two runs had the same processor, so that their figures can be compared. */
export function isSameMachine(one: Run, other: Run): boolean {
  return one.processor === other.processor && one.cores === other.cores;
}

function versionIn(printed: string, pattern: RegExp): string {
  const [, version] = pattern.exec(printed) ?? [];
  if (version === undefined) throw new Error(`Found no version in: ${printed}`);
  return version;
}

const significant = (value: number) => Number(value.toPrecision(6));
