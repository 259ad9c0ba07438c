import type { Probe } from './probe';
import { alarmProbe } from './probes/alarm';
import { apiProbe } from './probes/api';
import { clientAddressProbe } from './probes/client-address';
import { planProbe, smokeProbe } from './probes/deployment';
import { eventProbe } from './probes/event';
import { httpProbe } from './probes/http';
import { createLogProbe } from './probes/log';
import { messageProbe } from './probes/message';
import { networkProbe } from './probes/network';
import { pageProbe } from './probes/page';
import { redisProbe } from './probes/redis';
import { timesProbe } from './probes/times';

/** All probes, in the order in which they run. The plan is the last one: it shows what the others might have changed. */
export const probes: readonly Probe[] = [
  smokeProbe,
  eventProbe,
  clientAddressProbe,
  pageProbe,
  httpProbe,
  networkProbe,
  redisProbe,
  alarmProbe,
  apiProbe,
  timesProbe,
  createLogProbe(90_000),
  messageProbe,
  planProbe,
];
