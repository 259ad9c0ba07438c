/** A refusal by the cloud, with the code that its API returns. */
export class CloudError extends Error {
  override readonly name = 'CloudError';

  /**
   * @param code as the API's documentation lists it, such as `InvalidParameterValue.CidrBlock`
   * @param message an explanation for people
   * @param parameter the API's parameter that is wrong, such as `CidrBlock`
   */
  constructor(
    readonly code: string,
    message: string,
    readonly parameter?: string,
  ) {
    super(message);
  }
}
