import type { RouteHandler } from '../../gateway/gateway';
import type { CloudFormation } from '../cloudformation';

/** Path below which the gateway takes in responses of custom resources. */
export const RESPONSE_PATH = '/cfn-response/';

/** For `gateway.route(RESPONSE_PATH, …)`. */
export function responseRoute(cloudFormation: Pick<CloudFormation, 'deliverResponse'>): RouteHandler {
  return (request) => {
    if (request.method !== 'PUT') return Promise.resolve(answer(405, `a custom resource sends its response with PUT, got ${request.method}`));
    const { status, body } = cloudFormation.deliverResponse(request.path.slice(RESPONSE_PATH.length), request.body);
    return Promise.resolve(answer(status, body));
  };
}

function answer(status: number, body: string): Awaited<ReturnType<RouteHandler>> {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
