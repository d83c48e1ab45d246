import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request must not be answered, if so. A web page that a person visits can send requests to 127.0.0.1,
 * directly (it then carries an Origin) or through a name that it makes point there (the Host is then that name).
 */
export function originRefusal(headers: IncomingHttpHeaders): string | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!LOOPBACK.has(name)) return `the Host ${JSON.stringify(headers.host ?? '')} is not this lab: use the address that ecs-lab env prints`;
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return 'browsers are not answered: use the aws CLI, an SDK or cdk';
  return undefined;
}
