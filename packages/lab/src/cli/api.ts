import { rootKeyOf } from '../iam/credentials';
import { Failure } from './failure';
import type { Home } from './home';
import type { Running } from './running';

/** Calls a JSON operation of the running lab as the account's root. */
export async function callLab<Output>(home: Home, { endpoint, region }: Running, service: string, target: string, input: object): Promise<Output> {
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  // the lab knows callers by their key and does not check signatures
  const authorization = `AWS4-HMAC-SHA256 Credential=${rootKeyOf(home.name).accessKeyId}/${date}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  const body = await response.json() as object;
  if (!response.ok) throw new Failure('message' in body ? String(body.message) : `${target} failed with status ${response.status}`);
  // operations answer what AWS documents
  return body as Output;
}
