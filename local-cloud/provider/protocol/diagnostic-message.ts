import { newRequestId } from '../../account/account-context';
import { CloudError } from '../../account/cloud-error';
import type { Diagnostic } from '../provider-definition';

/** Converts a diagnostic to the protocol's message. */
export function diagnosticMessage({ severity, summary, detail = '', path }: Diagnostic) {
  const steps = path?.map((step) => (typeof step === 'number' ? { element_key_int: step } : { attribute_name: step }));
  return { severity: severity.toUpperCase(), summary, detail, ...(steps && { attribute: { steps } }) };
}

/**
 * Converts an error to a diagnostic with the real provider's wording.
 *
 * @param attributes API parameter -> attribute; the diagnostic points at the attribute of the parameter that caused the error
 */
export function errorDiagnostic(error: unknown, attributes: Readonly<Record<string, string>> = {}): Diagnostic {
  if (!(error instanceof CloudError)) {
    return { severity: 'error', summary: error instanceof Error ? error.message : String(error) };
  }
  const { code, message, parameter = '' } = error;
  const attribute = attributes[parameter];
  return {
    severity: 'error',
    summary: `[TencentCloudSDKError] Code=${code}, Message=${message}, RequestId=${newRequestId()}`,
    ...(attribute !== undefined && { path: [attribute] }),
  };
}
