/** What the cloud refuses, with the code that its API gives. */
export class CloudError extends Error {
  override readonly name = 'CloudError';

  /**
   * @param code as the API's documentation lists it, such as `InvalidParameterValue.CidrBlock`
   * @param message for people
   * @param parameter the API's parameter that is at fault, such as `CidrBlock`
   */
  constructor(
    readonly code: string,
    message: string,
    readonly parameter?: string,
  ) {
    super(message);
  }
}
