import { CloudError } from './cloud-error';
import { isPhoneNumber } from './sms-rules';

/** A request for the messages to a number. platform: sms-delivery-status */
export interface DeliveryRequest {
  readonly sdkAppId: string;
  readonly phoneNumber: string;
  /** In seconds since 1970. */
  readonly beginTime: number;
  /** In seconds since 1970. @default - no end */
  readonly endTime?: number | undefined;
  readonly offset: number;
  /** 1 to 100. */
  readonly limit: number;
}

/** What a carrier has reported of a message. */
export interface Delivery {
  readonly serialNo: string;
  readonly status: 'SUCCESS' | 'FAIL';
  /** In milliseconds since 1970. */
  readonly reportedAt: number;
}

/** How far back messages are found, in seconds. */
const longestAge = 7 * 24 * 3600;

/** @param now in milliseconds since 1970. @throws a `CloudError` */
export function checkDeliveryRequest(request: DeliveryRequest, now: number): void {
  const { phoneNumber, beginTime, endTime = beginTime, offset, limit } = request;
  const refuse = (code: string, message: string, parameter: string): never => {
    throw new CloudError(`InvalidParameterValue.${code}`, message, parameter);
  };
  if (!isPhoneNumber(phoneNumber)) refuse('IncorrectPhoneNumber', 'The number is not in E.164 format.', 'PhoneNumber');
  if (beginTime < Math.floor(now / 1000) - longestAge) {
    refuse('BeginTimeVerifyFail', 'BeginTime is more than 7 days ago.', 'BeginTime');
  }
  if (endTime < beginTime) refuse('EndTimeVerifyFail', 'EndTime is before BeginTime.', 'EndTime');
  if (offset !== 0) refuse('OffsetVerifyFail', `Offset has to be 0; found ${offset}.`, 'Offset');
  if (limit < 1 || limit > 100) refuse('LimitVerifyFail', `Limit has to be 1 to 100; found ${limit}.`, 'Limit');
}

/** @param time in milliseconds since 1970. @param begin in seconds. @param end in seconds */
export function isBetween(time: number, begin: number, end: number): boolean {
  const second = Math.floor(time / 1000);
  return second >= begin && second <= end;
}

/** Which messages to count: those of whole hours, both included. platform: sms-delivery-statistics */
export interface StatisticsRequest {
  readonly sdkAppId: string;
  /** Such as `2026112310`. */
  readonly beginTime: string;
  readonly endTime: string;
}

const longestStatistics = 32 * 24 * 3_600_000;

/** @returns a period in milliseconds since 1970; the end is exclusive. @throws a `CloudError` */
export function readStatisticsPeriod({ beginTime, endTime }: StatisticsRequest): readonly [number, number] {
  const refuse = (code: string, message: string, parameter: string): never => {
    throw new CloudError(`InvalidParameterValue.${code}`, message, parameter);
  };
  const read = (text: string, code: string, parameter: string) => {
    const [, year = '', month = '', day = '', hour = ''] = /^(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
    // In the time of Beijing. platform: sms-statistics-hours
    const time = Date.parse(`${year}-${month}-${day}T${hour}:00:00+08:00`);
    return Number.isNaN(time) ? refuse(code, `${parameter} has to be yyyymmddhh; found ${text}.`, parameter) : time;
  };
  const begin = read(beginTime, 'BeginTimeVerifyFail', 'BeginTime');
  const end = read(endTime, 'EndTimeVerifyFail', 'EndTime');
  if (end < begin) refuse('EndTimeVerifyFail', 'EndTime is before BeginTime.', 'EndTime');
  if (end - begin > longestStatistics) refuse('EndTimeVerifyFail', 'The period is longer than 32 days.', 'EndTime');
  return [begin, end + 3_600_000];
}
