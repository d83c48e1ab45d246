import { randomUUID } from 'node:crypto';
import { scaled } from '../../clock/timers';
import type { Lab } from '../../lab';
import type { Properties, ResourceContext, ResourceHandler, ResourceState, Value } from '../resource-handler';
import { ResourceFailure } from '../resource-failure';
import { isList, isMap } from '../template/value';
import type { CustomResourceResponse, CustomResourceResponses } from './responses';

type RequestType = 'Create' | 'Update' | 'Delete';
interface Request {
  readonly type: RequestType;
  readonly properties: Properties;
  readonly oldProperties?: Properties;
  readonly physicalId?: string;
}

/** Lambda-backed custom resources: invokes the function and waits for the response that it sends. */
export function customResourceHandler(lab: Pick<Lab, 'timeScale'>, responses: CustomResourceResponses): ResourceHandler {
  return {
    typeName: 'AWS::CloudFormation::CustomResource',
    async create(properties, context) {
      const fallback = context.generateName(128);
      const response = await request({ type: 'Create', properties }, context, (answered) => context.created(answered ?? fallback));
      return stateOf(response, fallback);
    },
    async update(current, before, after, context) {
      const response = await request({ type: 'Update', properties: after, oldProperties: before, physicalId: current.physicalId }, context,
        (answered) => context.created(answered ?? current.physicalId));
      return stateOf(response, current.physicalId);
    },
    async delete(current, properties, context) {
      await request({ type: 'Delete', properties, physicalId: current.physicalId }, context, () => {});
    },
  };

  async function request(call: Request, context: ResourceContext, exists: (physicalId?: string) => void): Promise<CustomResourceResponse> {
    const serviceToken = lambdaArn(call.properties.ServiceToken);
    const requestId = randomUUID();
    const { url, response, fail } = responses.open(requestId, timeoutOf(call.properties, lab.timeScale), context.signal);
    const event = eventOf(call, context, requestId, url, serviceToken);
    let invoked = true;
    context.call<{ readonly FunctionError?: string; readonly Payload?: Uint8Array | string }>('lambda', 'Invoke', {
      FunctionName: serviceToken, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(event)),
    }).then((result) => {
      // AWS would try twice more and then wait an hour for a response that cannot come
      if (result.FunctionError !== undefined) fail(new ResourceFailure(`Lambda function ${serviceToken} failed before it responded: ${payloadText(result.Payload)} (RequestId: ${requestId})`));
    }, (error: unknown) => {
      invoked = false;
      fail(error instanceof Error ? error : new Error(String(error)));
    });
    const answer = await response.catch((error: unknown) => {
      // a function that ran may have made something: it is asked to delete it
      if (invoked) exists();
      throw error;
    });
    exists(answer.physicalId);
    if (answer.status === 'FAILED') {
      const reason = answer.reason ?? 'no reason given';
      throw new ResourceFailure(`Received response status [FAILED] from custom resource. Message returned: ${reason} (RequestId: ${requestId})`);
    }
    return answer;
  }
}

function stateOf(response: CustomResourceResponse, fallback: string): ResourceState {
  return { physicalId: response.physicalId ?? fallback, attributes: response.data };
}

function eventOf(call: Request, context: ResourceContext, requestId: string, url: string, serviceToken: string): object {
  return {
    RequestType: call.type,
    ServiceToken: serviceToken,
    ResponseURL: url,
    StackId: context.stackId,
    RequestId: requestId,
    LogicalResourceId: context.logicalId,
    ...(call.physicalId === undefined ? {} : { PhysicalResourceId: call.physicalId }),
    ResourceType: context.resourceType ?? 'AWS::CloudFormation::CustomResource',
    ResourceProperties: asText(call.properties),
    ...(call.oldProperties === undefined ? {} : { OldResourceProperties: asText(call.oldProperties) }),
  };
}

/** CloudFormation sends every scalar as text. */
function asText(value: Value): Value {
  if (isList(value)) return value.map(asText);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]));
  return value === null ? null : String(value);
}

function lambdaArn(serviceToken: Value | undefined): string {
  if (typeof serviceToken === 'string' && /^arn:aws:lambda:[^:]+:\d{12}:function:.+/.test(serviceToken)) return serviceToken;
  throw new ResourceFailure(`ServiceToken ${JSON.stringify(serviceToken)} is not a Lambda function's ARN: the lab has only Lambda-backed custom resources`);
}

/** `ServiceTimeout` is in seconds; default one hour, scaled like the other long timers. */
function timeoutOf(properties: Properties, timeScale: number): number {
  const given = Number(properties.ServiceTimeout);
  return given >= 1 ? given * 1000 : scaled('customResourceResponse', timeScale);
}

function payloadText(payload: Uint8Array | string | undefined): string {
  return payload === undefined ? 'no payload' : Buffer.from(payload).toString('utf8').slice(0, 500);
}
