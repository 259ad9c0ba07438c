import { StoreUnavailableError } from '../../../function/store/code-store';
import { deriveCodeKey } from '../../../function/verification/code';
import { createHandle } from '../../../function/verification/keyed-hash';
import type { Outcome } from '../../../function/verification/outcome';
import type { Backend } from './backend';
import type { LateOperation } from './faulty-store';
import { createInstance, type Instance } from './instance';
import { confirm, createLedger, forget, type Ledger, Violation } from './ledger';
import { enterReply, type Login, mustSucceed } from './logins';
import { type Fault, type FinalReply, type RequestContext, requestContext, type Send } from './request-context';
import { enterSend } from './sends';
import { rulesOf, type Settings } from './settings';
import { createSmsApi, SmsFailure } from './sms-api';

/** How a request is handled: by which instance, and with which faults of the store. */
export interface Handling {
  readonly instance: number;
  readonly faults: readonly Fault[];
}

/** A game of clients, strangers and faults against the service. Each move throws a {@link Violation} if a rule is broken. */
export interface Game {
  readonly ledger: Ledger;
  /** All requests so far. */
  readonly requests: Array<{ readonly send: Send } | { readonly login: Login }>;
  /** Returns the ID of a new request. */
  nextId(): string;
  handleOf(send: Send): string;
  send(send: Send, reply: FinalReply | 'slow', handling: Handling): Promise<void>;
  login(login: Login, handling: Handling): Promise<void>;
  /** Logs in several times at once, at different instances. */
  race(logins: readonly Login[]): Promise<void>;
  /** The SMS API replies to the first message that waits for a reply, if there is one. */
  answer(reply: FinalReply): Promise<boolean>;
  wait(milliseconds: number): Promise<void>;
  restart(instance: number): Promise<void>;
  /** Lets all requests end. */
  end(): Promise<void>;
}

/** A login and its reply. */
interface Attempt {
  readonly login: Login;
  /** The request's ID, or that of the unanswered attempt which it repeats. */
  readonly attemptId: string;
  /** Whether it had to succeed. */
  readonly must: boolean;
  readonly outcome: Outcome;
}

export interface GameOptions {
  readonly backend: Backend;
  readonly settings: Settings;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  /** Called with everything that happens, to see that all of it does. */
  readonly observe: (event: string) => void;
}

export const instanceCount = 3;
const codeKey = deriveCodeKey('a secret of the adversary');

export async function startGame({ backend, settings, startsAt, observe }: GameOptions): Promise<Game> {
  let now = startsAt;
  let requestIds = 0;
  let late: LateOperation[] = [];
  const requests: Game['requests'] = [];
  const ledger = createLedger(rulesOf(settings), () => now);
  const handleOf = ({ phone, requestId }: Send) => createHandle(codeKey, phone, requestId);
  const sms = createSmsApi(ledger, handleOf);
  let instances = await createInstances();

  async function createInstances(): Promise<Instance[]> {
    const connect = await backend.start(ledger.rules, () => now);
    const later = (operation: LateOperation) => late.push(operation);
    return Array.from({ length: instanceCount }, (_, number) =>
      createInstance({ store: () => connect(number), sms, codeKey, settings, later, notify: observe }),
    );
  }
  const instanceOf = ({ instance }: Handling): Instance => {
    const found = instances[instance];
    if (found === undefined) throw new Error(`There is no instance ${instance}.`);
    return found;
  };

  async function catchUp(operations: readonly LateOperation[]): Promise<void> {
    for (const { name, phone, work } of operations) {
      await work();
      if (name === 'checkCode') confirm(ledger, phone);
    }
  }

  /** Runs a request, then the operations of earlier requests that are late. */
  async function run(context: RequestContext, work: () => Promise<{ readonly outcome: Outcome }>): Promise<Outcome> {
    const earlier = late;
    late = [];
    const outcome = await requestContext.run(context, async () => (await work().catch(toFailure)).outcome);
    if (outcome.codeStr === 'ServiceUnavailable' && outcome.part === 'store' && context.hit.length === 0) {
      throw new Violation('the store did not reply, although it had no fault');
    }
    await catchUp(earlier);
    return outcome;
  }

  async function answer(reply: FinalReply): Promise<boolean> {
    const context = sms.answer(reply);
    await context?.done;
    return context !== undefined;
  }

  async function attemptLogin(login: Login, handling: Handling): Promise<Attempt> {
    requests.push({ login });
    const { verification, unanswered } = instanceOf(handling);
    const { requestId, phone, code, handle, client } = login;
    const key = `${phone} ${code} ${handle}`;
    const attemptId = unanswered.get(key) ?? requestId;
    unanswered.delete(key);
    const must = mustSucceed(ledger, login, attemptId);
    const context: RequestContext = { faults: handling.faults, hit: [], operations: 0 };
    const request = { requestId, phone, code, clientAddress: client.address, ...(handle !== undefined && { handle }) };
    const outcome = await run(context, () => verification.login(request));
    observe(`login${handle === undefined ? '' : ' with a handle'}: ${outcome.codeStr}`);
    if (outcome.codeStr === 'ServiceUnavailable') unanswered.set(key, attemptId);
    if (attemptId !== requestId && outcome.codeStr === 'Success') observe('Success after a lost reply');
    return { login, attemptId, must, outcome };
  }

  /** One of the simultaneous logins has to succeed if one has to. */
  function checkPromise(attempts: readonly Attempt[]): void {
    const promised = attempts.filter(({ must, outcome }) => must && outcome.codeStr !== 'ServiceUnavailable');
    if (promised.length === 0) return;
    const kept = attempts.some(({ outcome }) => outcome.codeStr === 'Success');
    if (!kept) throw new Violation(`the holder of a handle got ${promised[0]?.outcome.codeStr} for its code`);
    observe('the promise was kept');
  }

  return {
    ledger,
    requests,
    handleOf,
    nextId: () => `request ${++requestIds}`,

    async send(send, reply, handling) {
      requests.push({ send });
      const { verification } = instanceOf(handling);
      const handle = handleOf(send);
      const { messages } = ledger;
      const { events } = ledger;
      await new Promise<void>((resolve, reject) => {
        const sending = { send, reply, onPending: resolve };
        const context: RequestContext = { faults: handling.faults, hit: [], operations: 0, sending };
        const { requestId, phone, client } = send;
        const request = { requestId, phone, clientAddress: client.address };
        context.done = run(context, () => verification.getSms(request)).then((outcome) => {
          observe(`getSms: ${outcome.codeStr}`);
          if (outcome.codeStr === 'ServiceUnavailable') observe(`getSms: ${outcome.part} unavailable`);
          if (outcome.codeStr === 'Ok' && !messages.some((one) => one.handle === handle && one.order > events))
            observe('getSms: Ok for a repeat');
          // If the store has forgotten the code since, the ledger has forgotten its message.
          if (messages === ledger.messages) enterSend(ledger, handle, outcome, context);
        });
        context.done.then(resolve, reject);
      });
    },

    async login(login, handling) {
      const attempt = await attemptLogin(login, handling);
      checkPromise([attempt]);
      enterReply(ledger, login, attempt.attemptId, attempt.outcome);
    },

    async race(logins) {
      const attempts = await Promise.all(
        logins.map((login, index) => attemptLogin(login, { instance: index % instanceCount, faults: [] })),
      );
      checkPromise(attempts);
      // The one that succeeded came first.
      attempts.sort(
        (one, other) => Number(other.outcome.codeStr === 'Success') - Number(one.outcome.codeStr === 'Success'),
      );
      for (const { login, attemptId, outcome } of attempts) enterReply(ledger, login, attemptId, outcome);
    },

    answer,

    async wait(milliseconds) {
      await catchUp(late.splice(0));
      now += milliseconds;
    },

    async restart(instance) {
      // A store in memory forgets everything, and so do all instances. Most games have a restart: this must be rarer.
      if (backend.forgets && instance !== 0) return;
      if (backend.forgets) {
        late = [];
        instances = await createInstances();
        forget(ledger);
      } else instances[instance]?.restart();
    },

    async end() {
      while (await answer('refused'));
    },
  };
}

function toFailure(error: unknown): { readonly outcome: Outcome } {
  if (error instanceof StoreUnavailableError) {
    return { outcome: { codeStr: 'ServiceUnavailable', part: 'store', reason: error.message } };
  }
  if (error instanceof SmsFailure) return { outcome: { codeStr: 'InternalError', reason: error.message } };
  throw error;
}
