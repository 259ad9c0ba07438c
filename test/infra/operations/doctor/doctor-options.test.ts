import { describe, expect, it } from 'vitest';
import { readDoctorOptions } from '../../../../infra/operations/doctor/doctor-options';

describe('The options of the doctor', () => {
  it('are those of a deployment, and --json and --help', () => {
    const words = ['--json', '--var', 'sms_sign=Test', '--output', 'other', '--auto-approve'];
    expect(readDoctorOptions(words)).toMatchObject({
      json: true,
      help: false,
      stack: { outputFolder: 'other', plan: ['-var=sms_sign=Test'] },
    });
    expect(readDoctorOptions([])).toMatchObject({ json: false, help: false });
    for (const word of ['--help', '-help', '-h']) expect(readDoctorOptions([word]).help).toBe(true);
  });

  it.each(['-migrate-state', '--force-copy', '--force-copy=true'])(
    'are none that change a state, as %s does',
    (word) => {
      expect(() => readDoctorOptions([word])).toThrow(/is not taken: the doctor changes nothing/);
    },
  );

  it('refuse a word without a meaning, and options that are none', () => {
    expect(() => readDoctorOptions(['--jsn'])).toThrow('ARGS: found "--jsn"; allowed: --auto-approve,');
    expect(() => readDoctorOptions(['--json=true'])).toThrow('ARGS: --json takes no value.');
    expect(() => readDoctorOptions(['nonsense'])).toThrow('ARGS: found "nonsense"');
  });
});
