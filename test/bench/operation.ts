import type { Figure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { OperationReport } from './operation-program';

/** Measures commands, bytes, connections and latency per operation, and the memory after 100,000 operations. */
export async function measureOperation(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<OperationReport>({ ...options, program: 'operation-program' });
  const { getSms, login } = report;
  return [
    { name: 'Redis commands per operation', value: report.commands, unit: '', goal: { atMost: 1 } },
    { name: 'bytes sent to Redis per operation', value: Math.round(report.bytesSent), unit: 'B' },
    { name: 'bytes received from Redis per operation', value: Math.round(report.bytesReceived), unit: 'B' },
    { name: 'connections after 100,000 operations', value: report.connections, unit: '', goal: { atMost: 1 } },
    { name: '16 callers: getSms, p50', value: getSms.p50, unit: 'ms' },
    { name: '16 callers: getSms, p99', value: getSms.p99, unit: 'ms' },
    { name: '16 callers: login, p50', value: login.p50, unit: 'ms' },
    { name: '16 callers: login, p99', value: login.p99, unit: 'ms' },
    { name: 'getSms p50: known number / new number', value: report.knownNumbers.p50 / report.newNumbers.p50, unit: '' },
    { name: 'resident memory after 2,000 operations', value: report.residentBefore / 1e6, unit: 'MB' },
    { name: 'resident memory after 100,000 operations', value: report.residentAfter / 1e6, unit: 'MB' },
  ];
}
