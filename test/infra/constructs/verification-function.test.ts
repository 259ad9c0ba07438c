import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, type Synthesized, synthesize } from '../../support/synthesize';

const dev = environment('dev');

describe('The function', () => {
  it('runs the bundle on the newest Node.js', () => {
    expect(resourceOf(synthesize(dev), 'tencentcloud_scf_function')).toMatchObject({
      runtime: 'Nodejs24.11',
      handler: 'index.main_handler',
      // The path contains the hash of the content, so the provider detects new code by a new path.
      zip_file: expect.stringMatching(/^assets\/[\w-]+\/[0-9A-F]{32}\/function\.zip$/),
    });
  });

  it('is replaced for another runtime, which the platform cannot change, but not for another default', () => {
    const recordOf = (stack: Synthesized) =>
      resourcesOf(stack, 'terraform_data').find(({ input }) => Object(input).logTopic !== undefined);
    const chosen = synthesize({ ...dev, function: { ...dev.function, runtime: 'Nodejs20.19' } });
    expect(resourceOf(chosen, 'tencentcloud_scf_function')).toMatchObject({ runtime: 'Nodejs20.19' });
    expect(recordOf(chosen)?.triggers_replace).toEqual({ runtime: 'Nodejs20.19' });
    expect(recordOf(synthesize(dev))?.triggers_replace).toEqual({ runtime: 'newest' });
    const { lifecycle } = resourceOf(synthesize(dev), 'tencentcloud_scf_function');
    expect(lifecycle).toMatchObject({ ignore_changes: ['runtime'] });
  });

  it('has the configured memory, time-out and variables', () => {
    const settings = { name: 'sms', memoryMb: 256, timeoutSeconds: 20, variables: { SEND_DAILY_LIMIT: '5' } };
    const deployed = resourceOf(synthesize({ ...dev, function: settings }), 'tencentcloud_scf_function');
    expect(deployed).toMatchObject({ name: 'sms', mem_size: 256, timeout: 20 });
    expect(deployed.environment).toContain('"SEND_DAILY_LIMIT" = "5"');
  });

  it('gets the origins that may call it from a browser', () => {
    const origins = ['https://a.example.com', 'https://b.example.com'];
    const open = resourceOf(synthesize({ ...dev, corsOrigins: origins }), 'tencentcloud_scf_function');
    expect(open.environment).toContain('"CORS_ORIGINS" = "https://a.example.com,https://b.example.com"');
    expect(resourceOf(synthesize(dev), 'tencentcloud_scf_function').environment).not.toContain('CORS_ORIGINS');
  });

  it('serves the login page if the environment has it', () => {
    const variablesOf = (loginPage: boolean) =>
      resourceOf(synthesize({ ...dev, loginPage }), 'tencentcloud_scf_function').environment;
    expect(variablesOf(true)).toContain('"LOGIN_PAGE" = "on"');
    expect(variablesOf(false)).not.toContain('LOGIN_PAGE');
  });

  it('has secrets that Terraform generates', () => {
    const { environment: variables } = resourceOf(synthesize(dev), 'tencentcloud_scf_function');
    for (const name of ['REDIS_PASSWORD', 'CODE_SECRET']) {
      expect(variables).toMatch(new RegExp(`"${name}" = random_password\\.[\\w-]+\\.result`));
    }
  });

  it('has a captcha if both variables are set, and is refused if only one is', () => {
    const { environment: variables, lifecycle } = resourceOf(synthesize(dev), 'tencentcloud_scf_function');
    expect(variables).toContain(
      '(length(var.captcha_appid) >= 1) ? {"CAPTCHA_APPID" = var.captcha_appid, "CAPTCHA_SECRET" = var.captcha_secret} : {}',
    );
    expect(lifecycle).toMatchObject({
      precondition: expect.arrayContaining([
        {
          condition: '${((length(var.captcha_appid) >= 1) == (length(var.captcha_secret) >= 1))}',
          error_message: 'Set both captcha_appid and captcha_secret, or neither of them.',
        },
        expect.objectContaining({
          error_message: expect.stringContaining('captcha_secret has to be the AppSecretKey'),
        }),
      ]),
    });
  });

  it('has test numbers if there are any, and its plans show the other variables if there are none', () => {
    const { environment: variables } = resourceOf(synthesize(dev), 'tencentcloud_scf_function');
    expect(variables).toContain(
      'nonsensitive((length(var.test_numbers) >= 1)) ? {"TEST_NUMBERS" = jsonencode(var.test_numbers)} : {}',
    );
  });

  it('can have a maximum number of instances', () => {
    expect(resourcesOf(synthesize(dev), 'tencentcloud_scf_reserved_concurrency_config')).toEqual([]);
    const limited = synthesize({ ...dev, function: { ...dev.function, reservedInstances: 20 } });
    expect(resourceOf(limited, 'tencentcloud_scf_reserved_concurrency_config').reserved_concurrency_mem).toBe(2560);
  });
});
