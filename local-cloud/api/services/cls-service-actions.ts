import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import type { ClsService } from '../../account/cls';
import { type Action, action } from '../action';

/** Opens the service for an account, once for all regions. platform: cls-opened-once */
export function serviceActions(cls: ClsService): Readonly<Record<string, Action>> {
  return {
    GetClsService: action<Models.GetClsServiceRequest, Models.GetClsServiceResponse>({
      parameters: {},
      answer: () => ({ Status: cls.isOpen() ? 0 : 1 }),
    }),

    OpenClsService: action<Models.OpenClsServiceRequest, Models.OpenClsServiceResponse>({
      parameters: {},
      answer: () => {
        cls.open();
        return {};
      },
    }),
  };
}
