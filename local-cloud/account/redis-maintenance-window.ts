import { CloudError } from './cloud-error';
import type { MaintenanceWindow } from './redis-instance';

/** The window of a new instance: one that is plausible, not the platform's. platform: redis-maintenance-window */
export const defaultMaintenanceWindow: MaintenanceWindow = { startTime: '03:00', endTime: '04:00' };

/** Lengths of a window in minutes. */
const lengths = [30, 60, 90, 120, 180];

/** Refuses a window that has another length, or does not end on the day on which it starts. platform: redis-maintenance-window */
export function checkMaintenanceWindow({ startTime, endTime }: MaintenanceWindow): void {
  for (const [name, time] of [
    ['StartTime', startTime],
    ['EndTime', endTime],
  ] as const) {
    if (!/^(([01]\d|2[0-2]):[0-5]\d|23:00)$/.test(time)) {
      throw new CloudError('InvalidParameter', `${time} is not a time from 00:00 to 23:00.`, name);
    }
  }
  if (lengths.includes(minutesOf(endTime) - minutesOf(startTime))) return;
  const message = `From ${startTime} to ${endTime} is none of ${lengths.join(', ')} minutes.`;
  throw new CloudError('InvalidParameter', message, 'EndTime');
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
