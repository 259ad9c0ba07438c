import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStackOptions } from '../../../../infra/operations/stack/stack-options';

describe('The words of ARGS', () => {
  it('are none by default', () => {
    expect(readStackOptions([])).toEqual({ approved: false, outputFolder: 'cdktf.out', init: [], plan: [], apply: [] });
  });

  it.each(['--auto-approve', '-auto-approve', '--auto-approve=true'])('%s approves', (word) => {
    expect(readStackOptions([word])).toMatchObject({ approved: true, plan: [], apply: [] });
  });

  it.each([[['--output', 'out']], [['--output=out']], [['-o', 'out']]])('%j name the output folder', (words) => {
    expect(readStackOptions(words)).toMatchObject({ outputFolder: 'out', plan: [] });
  });

  it('are Terraform’s otherwise, each for the commands that take it', () => {
    const words =
      '--var sms_sign=a=b -target tencentcloud_vpc.x --refresh=false -lock-timeout=5m -parallelism 3 -upgrade';
    expect(readStackOptions(words.split(' '))).toMatchObject({
      init: ['-lock-timeout=5m', '-upgrade'],
      plan: ['-var=sms_sign=a=b', '-target=tencentcloud_vpc.x', '-refresh=false', '-lock-timeout=5m', '-parallelism=3'],
      apply: ['-lock-timeout=5m', '-parallelism=3'],
    });
  });

  it('may be OpenTofu’s', () => {
    const { plan, apply } = readStackOptions(['-exclude=tencentcloud_vpc.x', '-target-file', 'targets', '-concise']);
    expect(plan).toEqual(['-exclude=tencentcloud_vpc.x', `-target-file=${resolve('targets')}`, '-concise']);
    expect(apply).toEqual(['-concise']);
  });

  it('name files from the current folder, although Terraform runs in another one', () => {
    const { plan } = readStackOptions(['--var-file', 'values.tfvars', '--var-file=/etc/values.tfvars']);
    expect(plan).toEqual([`-var-file=${resolve('values.tfvars')}`, '-var-file=/etc/values.tfvars']);
  });

  it.each([
    [['-out=plan'], '--out is not taken: the plan holds secrets'],
    [['--destroy'], '--destroy is not taken: use make destroy'],
    [['--skip-provider-lock'], '--skip-provider-lock is not taken: it is an option of cdktf'],
    [['--auto-approve=no'], 'found "--auto-approve=no"; allowed: --auto-approve'],
    [['--auto-aprove'], /^ARGS: found "--auto-aprove"; allowed: --auto-approve, .* terraform plan -help lists\.$/],
    [['--nope'], /^.{1,220}$/],
    [['--jsn=x'], 'found "--jsn"; allowed: '],
    [['-constructor'], 'found "--constructor"; allowed: '],
    [['auto-approve'], 'found "auto-approve"; allowed: options such as --auto-approve'],
    [['-var', 'a=b', 'c=d'], 'found "c=d"; allowed: options'],
  ])('%j are refused', (words, message) => {
    expect(() => readStackOptions(words)).toThrow(message);
  });
});
