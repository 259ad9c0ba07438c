/** What follows the stack's name in the names of the alarm policies of Cloud Monitor. */
export const metricAlarmNames = ['throttled', 'redis-memory'] as const;
