import { describe, expect, it, onTestFinished } from 'vitest';
import { get } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('The limit per client address', { timeout: 60_000 }, () => {
  it.each(['function-url', 'api-gateway'] as const)(
    'counts the addresses that the platform sees behind %s, and no forged ones',
    async (trigger) => {
      let client = '203.0.113.1';
      const demo = environment('demo', { trigger });
      const variables = { ...demo.function.variables, SEND_ADDRESS_LIMIT: '2' };
      const { url, stop } = await deployEnvironment(
        { ...demo, function: { ...demo.function, variables } },
        { clientAddress: () => client },
      );
      onTestFinished(stop);
      let sent = 0;
      const getSms = async () => {
        sent += 1;
        const forged = `8.8.8.${sent}`;
        const headers = { 'X-Scf-Remote-Addr': forged, 'X-Forwarded-For': forged, 'X-Real-IP': forged };
        const address = `${url.replace('https:', 'http:')}?method=getSms&phone=861856624660${sent}`;
        return (await get(address, headers)).codeStr;
      };
      expect([await getSms(), await getSms(), await getSms()]).toEqual([
        'Ok',
        'Ok',
        'LimitExceeded.ClientAddressLimit',
      ]);
      client = '203.0.113.2';
      expect(await getSms()).toBe('Ok');
    },
  );
});
