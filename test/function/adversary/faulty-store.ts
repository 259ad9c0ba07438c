import { type CodeStore, StoreUnavailableError } from '../../../function/store/code-store';
import { type Operation, requestContext } from './request-context';

/** An operation that is carried out later. */
export interface LateOperation {
  readonly name: Operation;
  readonly phone: string;
  readonly work: () => Promise<unknown>;
}

/** Wraps a store whose operations have the faults of the request. */
export function withFaults(store: CodeStore, later: (operation: LateOperation) => void): CodeStore {
  async function play<Result>(name: Operation, phone: string, work: () => Promise<Result>): Promise<Result> {
    const request = requestContext.getStore();
    const fault = request?.faults[request.operations++] ?? 'none';
    if (request === undefined || fault === 'none') return work();
    request.hit.push(name);
    if (fault === 'unseen') await work();
    if (fault === 'late') later({ name, phone, work });
    throw new StoreUnavailableError('no reply');
  }
  return {
    storeCode: (code) => play('storeCode', code.phone, () => store.storeCode(code)),
    takeBack: (code, reason) => play('takeBack', code.phone, () => store.takeBack(code, reason)),
    checkCode: (code) => play('checkCode', code.phone, () => store.checkCode(code)),
    lookUp: (number) => store.lookUp(number),
    release: (number) => store.release(number),
    close: () => store.close(),
  };
}
