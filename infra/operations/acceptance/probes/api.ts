import { createHttpClient } from '../http-client';
import { confirmed, notReached, type Probe, refuted, type Verdict, verdict } from '../probe';

/** How long a connection to the SMS API is idle before the function stops using it, in milliseconds. */
const idleMs = 4000;
const beijingOffsetMs = 8 * 3_600_000;

/** How the API answers. platform: idle-api-connections, api-times-in-beijing */
export const apiProbe: Probe = {
  decides: ['idle-api-connections', 'api-times-in-beijing'],
  async run({ deployed, env: { API_ENDPOINT: endpoint } }) {
    const hosts = ['sms', 'captcha'].map((service) => `${service}.tencentcloudapi.com`);
    const kept = await Promise.all(hosts.map((host) => isKept(host, endpoint)));
    return {
      answers: { 'api.time-form': deployed.changedAt.replaceAll(/\d/g, '0') },
      verdicts: [
        verdict('idle-api-connections', {
          holds: kept.every(Boolean),
          found: hosts
            .map((host, index) => `${host} ${kept[index] ? 'keeps' : 'closes'} a connection that is idle for 4 s`)
            .join(', '),
        }),
        timesVerdict(deployed.changedAt),
      ],
    };
  },
};

/** Whether a connection can be used again. What is sent is no valid call, to which the API replies nevertheless. */
async function isKept(host: string, endpoint: string | undefined): Promise<boolean> {
  const client = createHttpClient(endpoint || `https://${host}/`);
  const request = { headers: endpoint ? { host } : {} };
  try {
    await client.send(request);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    return await client.send(request).then(
      ({ isReused }) => isReused,
      () => false,
    );
  } finally {
    client.close();
  }
}

/** A time in Beijing, read as if it were in UTC, is in the future for eight hours. */
function timesVerdict(time: string): Verdict {
  const name = 'api-times-in-beijing';
  const asUtc = Date.parse(`${time.replace(' ', 'T')}Z`);
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time) || Number.isNaN(asUtc)) {
    return refuted(name, `the function was changed at "${time}"`);
  }
  const found = `the function was changed at ${time}, and it is ${new Date().toISOString()} now`;
  // A minute, because clocks differ.
  const isPast = (at: number) => at <= Date.now() + 60_000;
  if (!isPast(asUtc - beijingOffsetMs)) return refuted(name, found);
  if (!isPast(asUtc)) return confirmed(name, found);
  return notReached(name, `${found}: that is more than eight hours ago, or times are not in Beijing time`);
}
