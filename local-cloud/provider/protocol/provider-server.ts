import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { ProviderDefinition, RunningProvider } from '../provider-definition';
import { type ProviderRequest, providerCalls } from './provider-calls';

const definition = loadSync(join(__dirname, 'plugin.proto'), { keepCase: true, longs: Number, enums: String });
const service = definition['tfplugin6.Provider'] as ServiceDefinition;

/** Maximum length of a Unix socket's path on macOS, in bytes. Node.js truncates a longer path, and binds another socket. */
const maxSocketBytes = 103;

/** Maximum size of a message, such as a state or a plan, in bytes. */
const maxMessageBytes = 64 * 1024 * 1024;

/**
 * Serves a provider to Terraform and OpenTofu, on a Unix socket that only this user can open.
 *
 * @param parent folder in which the socket's folder is created. @default - the system's folder for temporary files
 * @throws if the path of `parent` is too long
 */
export async function serveProvider(provider: ProviderDefinition, parent = tmpdir()): Promise<RunningProvider> {
  const tooLong = Buffer.byteLength(join(parent, 'tf-XXXXXX', 'provider')) - maxSocketBytes;
  if (tooLong > 0) {
    throw new Error(
      `${parent} is ${tooLong} bytes too long to hold a Unix socket; set TMPDIR to a folder with a shorter path`,
    );
  }
  const folder = mkdtempSync(join(parent, 'tf-'));
  const socket = join(folder, 'provider');
  const server = new Server({ 'grpc.max_receive_message_length': maxMessageBytes });
  const calls = Object.entries(providerCalls(provider)).map(([name, call]) => [
    name,
    (serverCall: ServerUnaryCall<ProviderRequest, object>, callback: sendUnaryData<object>) => {
      const gone = new AbortController();
      serverCall.once('cancelled', () => gone.abort());
      call(serverCall.request, gone.signal).then(
        (reply) => callback(null, reply),
        (error: Error) => callback(error),
      );
    },
  ]);
  server.addService(service, Object.fromEntries(calls) as UntypedServiceImplementation);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    );
  });
  return {
    address: provider.address,
    socket,
    reattach: {
      Protocol: 'grpc',
      ProtocolVersion: 6,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'unix', String: socket },
    },
    async stop() {
      server.forceShutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
