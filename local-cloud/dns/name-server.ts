import { createSocket } from 'node:dgram';
import { decode, encode } from 'dns-packet';
import type { DnsService } from '../account/dns';

/** A DNS server on loopback that knows the CNAME records of an account. */
export interface NameServer {
  /** Such as `127.0.0.1:5353`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Reply codes of DNS: no error, and a name that does not exist. */
const replyCodes = { noError: 0, nameError: 3 };
/** Seconds for which an answer may be kept: none, so that a changed record counts at once. */
const ttl = 0;

/** Starts a DNS server, which answers questions over UDP only. */
export async function startNameServer({ target }: Pick<DnsService, 'target'>): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    const { id = 0, questions: [question] = [] } = decode(message);
    if (question === undefined) return;
    const data = target(question.name.toLowerCase());
    const answers = data === undefined ? [] : [{ type: 'CNAME' as const, name: question.name, ttl, data }];
    const flags = data === undefined ? replyCodes.nameError : replyCodes.noError;
    socket.send(encode({ type: 'response', id, flags, questions: [question], answers }), port, address);
  });
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(resolve)),
  };
}
