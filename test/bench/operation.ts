import type { Figure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { OperationReport } from './operation-program';

/** Measures commands, bytes, connections and latency per operation, and the memory after many operations. */
export async function measureOperation(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<OperationReport>({ ...options, program: 'operation-program' });
  const { getSms, login } = report;
  const [early = Number.NaN, late = Number.NaN, later = Number.NaN] = report.resident;
  return [
    { name: 'Redis commands per operation', value: report.commands, unit: '', goal: { atMost: 1 } },
    { name: 'bytes sent to Redis per operation', value: Math.round(report.bytesSent), unit: 'B' },
    { name: 'bytes received from Redis per operation', value: Math.round(report.bytesReceived), unit: 'B' },
    { name: 'connections after 200,000 operations', value: report.connections, unit: '', goal: { atMost: 1 } },
    { name: '16 callers: getSms, p50', value: getSms.p50, unit: 'ms' },
    { name: '16 callers: getSms, p99', value: getSms.p99, unit: 'ms' },
    { name: '16 callers: login, p50', value: login.p50, unit: 'ms' },
    { name: '16 callers: login, p99', value: login.p99, unit: 'ms' },
    { name: 'resident memory after 3,000 operations', value: early / 1e6, unit: 'MB' },
    { name: 'resident memory after 100,000 operations', value: late / 1e6, unit: 'MB', goal: { atMost: 90 } },
    {
      name: 'resident memory: after 200,000 operations / 100,000',
      value: later / late,
      unit: '',
      goal: { atMost: 1.05 },
    },
  ];
}
