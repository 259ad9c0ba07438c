/** What answered a request. */
export interface SmokeReply {
  /** `function`: a reply of the service. `other`: something else answered. `none`: nothing did. */
  readonly from: 'function' | 'other' | 'none';
  /** HTTP status and `codeStr`, or what there is instead. */
  readonly found: string;
  /** What is in the way, and what to do. @default - the function answered */
  readonly advice?: string;
}

/** Time-out of a request, in milliseconds. */
const requestTimeoutMs = 20_000;

/** Sends a request, and tells what answered. */
export async function sendSmokeRequest(url: string, parameters: Readonly<Record<string, string>>): Promise<SmokeReply> {
  try {
    const signal = AbortSignal.timeout(requestTimeoutMs);
    const response = await fetch(`${url}?${new URLSearchParams(parameters)}`, { signal });
    return readReply(response.status, await response.text());
  } catch (error) {
    const { message, cause } = error as Error;
    return withoutReply(url, ((cause as Error | undefined)?.message || message).trim());
  }
}

function readReply(status: number, text: string): SmokeReply {
  const body = readJson(text);
  if (typeof body?.codeStr === 'string') return { from: 'function', found: `${status} ${body.codeStr}` };
  const [, title] = /<title>\s*([^<]*?)\s*<\/title>/i.exec(text) ?? [];
  const isPage = title !== undefined || /^\s*</.test(text);
  const content = isPage ? `a page${title ? ` "${title}"` : ''}` : JSON.stringify(text.slice(0, 80));
  return {
    from: 'other',
    found: `${status} with ${content}`,
    advice: isPage
      ? 'A web server, a proxy or another page answers here instead of the function: compare the address with that of the trigger ' +
        'in the console, with its path, and check the DNS record and the proxy or CDN in front of it.'
      : 'The platform or another program answers instead of the function: make logs shows whether the function was invoked and ' +
        'why it failed. If it was not, compare the address and its path with those of the trigger in the console.',
  };
}

function withoutReply(url: string, reason: string): SmokeReply {
  const { protocol, host } = new URL(url);
  if (protocol === 'https:' && /wrong version number|packet length too long|http_request/i.test(reason)) {
    return {
      from: 'none',
      found: `no HTTPS at ${host}`,
      advice:
        'What answers there speaks no TLS. The API Gateway of the local cloud has no certificate: there, call the function by ' +
        `http instead of https, such as curl '${url.replace('https:', 'http:')}?method=getSms'.`,
    };
  }
  return {
    from: 'none',
    found: `no reply (${reason.split('\n')[0]})`,
    advice:
      'Nothing answers at this address. If it is new, wait a minute and try again; otherwise compare it with that of the trigger in ' +
      'the console, and check the DNS record, the proxy and your own network.',
  };
}

function readJson(text: string): { readonly codeStr?: unknown } | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
