import { notReached, type Probe, verdict } from '../probe';

/** Whether browsers show the login page. platform: function-url-html */
export const pageProbe: Probe = {
  decides: ['function-url-html'],
  async run({ http, settings: { loginPage, trigger } }) {
    if (!loginPage) return { verdicts: [notReached('function-url-html', 'the environment has no login page')] };
    const { status, headers, body } = await http.send({ headers: { accept: 'text/html' } });
    const disposition = headers['content-disposition'];
    const type = headers['content-type'];
    const found = `the page arrives with ${status}, Content-Type: ${type}, Content-Disposition: ${disposition ?? 'nothing'}`;
    const isShown = status === 200 && type?.startsWith('text/html') && !disposition?.startsWith('attachment');
    return {
      answers: { 'reply.page': { status, 'content-type': type ?? null, 'content-disposition': disposition ?? null } },
      verdicts: [
        trigger === 'function-url'
          ? verdict('function-url-html', { holds: isShown && body.includes('<html'), found })
          : notReached('function-url-html', `the environment is behind API Gateway: ${found}`),
      ],
    };
  },
};
