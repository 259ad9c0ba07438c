import type { Probe } from './probe';
import { alarmProbe } from './probes/alarm';
import { apiProbe } from './probes/api';
import { callerProbe } from './probes/caller';
import { clientAddressProbe } from './probes/client-address';
import { planProbe, smokeProbe } from './probes/deployment';
import { eventProbe } from './probes/event';
import { httpProbe } from './probes/http';
import { createLogProbe } from './probes/log';
import { messageProbe } from './probes/message';
import { networkProbe } from './probes/network';
import { pageProbe } from './probes/page';
import { redisProbe } from './probes/redis';
import { roleArnProbe } from './probes/role-arn';
import { timesProbe } from './probes/times';

/** All probes, in the order in which they run. The plan is after the others: it shows what they might have changed. A person may have to wait for the message. */
export const probes: readonly Probe[] = [
  smokeProbe,
  eventProbe,
  clientAddressProbe,
  pageProbe,
  httpProbe,
  networkProbe,
  redisProbe,
  alarmProbe,
  callerProbe,
  roleArnProbe,
  apiProbe,
  timesProbe,
  createLogProbe(90_000),
  planProbe,
  messageProbe,
];
