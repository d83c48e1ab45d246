import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock/clock';
import { ResourceFailure } from '../resource-failure';
import { isMap, type ValueMap } from '../template/value';
import type { Value } from '../resource-handler';

/** The host that the Lambda child process redirects to the gateway. */
export const RESPONSE_HOST = 'cfn-response.local';
/** AWS takes no longer response, in bytes. */
export const RESPONSE_LIMIT = 4096;

/** What a custom resource answered. */
export interface CustomResourceResponse {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly physicalId?: string;
  readonly data: ValueMap;
}

/** What the gateway answers to a `PUT /cfn-response/<id>`. */
export interface ResponseReceipt {
  readonly status: number;
  readonly body: string;
}

/** An address that waits for its response. */
export interface OpenResponse {
  readonly url: string;
  readonly response: Promise<CustomResourceResponse>;
  /** Ends the wait: no response can come any more. */
  fail(failure: Error): void;
}

interface Pending {
  readonly requestId: string;
  settle(outcome: { readonly body: Buffer } | { readonly failure: Error }): void;
}

/** The waiting room of custom resources: each request has one address, good for one response. */
export class CustomResourceResponses {
  private readonly pending = new Map<string, Pending>();

  constructor(private readonly clock: Clock) {}

  /** Opens an address. `response` rejects after `timeout` real milliseconds, and when the signal is aborted. */
  open(requestId: string, timeout: number, signal: AbortSignal): OpenResponse {
    const id = randomUUID();
    let settle: Pending['settle'] = () => {};
    const body = new Promise<Buffer>((resolve, reject) => {
      settle = (outcome) => ('body' in outcome ? resolve(outcome.body) : reject(outcome.failure));
    });
    const fail = (failure: Error): void => settle({ failure });
    const aborted = (): void => fail(new ResourceFailure('Resource creation cancelled'));
    const cancel = this.clock.after(timeout, () => fail(new ResourceFailure(noResponse(requestId))));
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
    this.pending.set(id, { requestId, settle });
    const response = body.then(parseResponse).finally(() => {
      cancel();
      signal.removeEventListener('abort', aborted);
      this.pending.delete(id);
    });
    return { url: `https://${RESPONSE_HOST}/${id}`, response, fail };
  }

  /** Takes a response in. An address that is not waiting, or has had its response, is refused. */
  deliver(id: string, body: Buffer): ResponseReceipt {
    const pending = this.pending.get(id);
    if (!pending) return { status: 403, body: `no custom resource waits for a response at ${id}: it came after the time-out, or twice` };
    this.pending.delete(id);
    pending.settle({ body });
    return { status: 200, body: '' };
  }
}

function noResponse(requestId: string): string {
  return `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. `
    + 'If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.';
}

function parseResponse(body: Buffer): CustomResourceResponse {
  if (body.length > RESPONSE_LIMIT) throw new ResourceFailure(`Response object is too long. (${body.length} bytes, allowed: ${RESPONSE_LIMIT})`);
  const response = readJson(body);
  const { Status: status, Reason: reason, PhysicalResourceId: physicalId, Data: data } = response;
  if (status !== 'SUCCESS' && status !== 'FAILED') throw new ResourceFailure(`Invalid Status in response: ${JSON.stringify(status)}; allowed are SUCCESS and FAILED`);
  return {
    status,
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof physicalId === 'string' && physicalId !== '' ? { physicalId } : {}),
    data: isMap(data) ? data : {},
  };
}

function readJson(body: Buffer): ValueMap {
  let value: Value;
  try {
    value = JSON.parse(body.toString('utf8')) as Value;
  } catch (error) {
    throw new ResourceFailure(`Response is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isMap(value)) throw new ResourceFailure('Response is not a JSON object');
  return value;
}
