/**
 * The name under which policies allow an action of the API. It is that of the API, but for a few:
 * platform: cam-security-groups-are-cvm, cam-api-gateway-is-apigw, cam-invoke-function
 *
 * @param service first part of the API's host, such as `vpc`
 */
export function camActionOf(service: string, action: string): string {
  if (service === 'vpc' && action.includes('SecurityGroup')) return `cvm:${action}`;
  if (service === 'apigateway') return `apigw:${action}`;
  if (service === 'scf' && action === 'Invoke') return 'scf:InvokeFunction';
  return `${service}:${action}`;
}
