export interface ApplicationRecord {
  readonly name: string;
  /** Messages to a number in a day. */
  readonly dailyLimit: number;
}

export interface SignRecord {
  readonly signId: string;
  readonly name: string;
  readonly signType: number;
  readonly documentType: number;
  /** 0 for the Chinese mainland, 1 for other countries. */
  readonly international: number;
  readonly purpose: number;
  /** When it is approved, in milliseconds since 1970. Messages can use it from then on. */
  readonly approvedAt: number;
  /** A decision of the platform's reviewers other than approval at `approvedAt`. @default - approved then */
  readonly review?: 'pending' | 'refused' | undefined;
}

export interface TemplateRecord {
  readonly templateId: string;
  readonly name: string;
  readonly content: string;
  /** 1 for marketing, 2 for a notice, 3 for a verification code. */
  readonly smsType: number;
  /** 0 for the Chinese mainland, 1 for other countries, 3 for both. */
  readonly international: number;
  /** When it is approved, in milliseconds since 1970. Messages can use it from then on. */
  readonly approvedAt: number;
  /** A decision of the platform's reviewers other than approval at `approvedAt`. @default - approved then */
  readonly review?: 'pending' | 'refused' | undefined;
}

/** Messages that were bought. */
export interface PackageRecord {
  readonly packageId: number;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Messages that it had when it was bought. */
  readonly amount: number;
  /** Messages that were sent from it. */
  readonly used: number;
}

/** What a carrier reports of a message: that it was received, that it was not, or nothing. */
export type Receipt = 'delivered' | 'failed' | 'never';

/** A message that was sent. */
export interface Message {
  readonly to: string;
  readonly text: string;
  /** ISO 8601. */
  readonly sentAt: string;
  /** @default - it was received */
  readonly receipt?: Exclude<Receipt, 'delivered'>;
}

export interface SendRequest {
  readonly sdkAppId: string;
  readonly signName: string;
  readonly templateId: string;
  /** Values of the template's parameters {1}, {2} … */
  readonly parameters: readonly string[];
  readonly phoneNumbers: readonly string[];
}

/** The result of sending to one number. */
export interface SendStatus {
  readonly phoneNumber: string;
  /** The API's code: `Ok`, or the reason for a refusal. */
  readonly code: string;
  readonly message: string;
  readonly serialNo: string;
}
