import { isDeepStrictEqual } from 'node:util';
import type { CreateServiceRequest, CreateServiceResponse, DescribeServicesResponse, Service, UpdateServiceResponse } from '@aws-sdk/client-ecs';
import { scaled } from '../../clock/timers';
import { ALARM_FINDING } from '../../ecs/service/alarms';
import { without } from '../../ecs/without';
import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';
import { CREATE_SERVICE } from '../../services/ecs/input/service-shape';
import { checkController } from '../../services/ecs/service-rules';
import { isUnknown } from '../intrinsics/intrinsic';
import { NotStabilized } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { apiTags, changeTags, except, textOf, toInput } from './ecs-properties';
import { type Changes, untilChanged } from './ecs-wait';
import { unlessGone } from './properties';

const TYPE = 'AWS::ECS::Service';
const LATE = 'the time is over';
const ALARM = "Error occurred during operation 'ECS Deployment Alarm was triggered'.";
const BREAKER = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";

/** How long a capacity provider that the cluster has not yet is waited for: real milliseconds. */
const ASSOCIATION_MS = 20_000;
const NOT_ASSOCIATED = 'capacity provider not associated';

export interface EcsServiceHandlerParts {
  readonly lab: Pick<Lab, 'timeScale'>;
  /** When to look at a service again. */
  readonly changes: Changes;
}

/** A service; it is there when its deployment has completed, and it fails when the circuit breaker ends it. */
export function ecsServiceHandler({ lab, changes }: EcsServiceHandlerParts): ResourceHandler {
  const limit = scaled('cloudFormationServiceStabilization', lab.timeScale);

  async function stable(service: Service | undefined, context: ResourceContext): Promise<void> {
    const { serviceArn = '', clusterArn, deployments = [] } = service ?? {};
    const deploymentId = deployments.find(({ status }) => status === 'PRIMARY')?.id;
    try {
      await untilChanged(context, changes, limit, LATE, async () => {
        const now = await describe(clusterArn, serviceArn, context);
        return isStable(now, deploymentId, serviceArn) ? true : undefined;
      });
    } catch (error) {
      throw isLate(error) ? new NotStabilized(`Newest event: ${(await describe(clusterArn, serviceArn, context))?.events?.[0]?.message ?? 'none'}`) : error;
    }
  }

  return {
    typeName: TYPE,
    check(properties) {
      const { deploymentController } = inputOf(properties) as Pick<CreateServiceRequest, 'deploymentController'>;
      if (!isUnknown(deploymentController?.type ?? null)) checkController({ deploymentController });
    },
    async create(properties, context) {
      const daemon = textOf(properties, 'SchedulingStrategy') === 'DAEMON';
      const input = {
        ...daemon ? {} : { desiredCount: 1 }, serviceName: context.generateName(255), ...inputOf(properties), tags: apiTags(properties, context),
      };
      const service = await createService(input, context, changes);
      const serviceArn = service?.serviceArn ?? '';
      context.created(serviceArn);
      await stable(service, context);
      return { physicalId: serviceArn, attributes: { ServiceArn: serviceArn, Name: service?.serviceName ?? '' } };
    },
    async update(current, before, after, context) {
      const { service } = await context.call<UpdateServiceResponse>('ecs', 'UpdateService', updateOf(current, before, after));
      await changeTags(current.physicalId, before, after, context);
      await stable(service, context);
      return current;
    },
    async delete({ physicalId }, properties, context) {
      const cluster = textOf(properties, 'Cluster');
      await unlessGone(context.call('ecs', 'DeleteService', { cluster, service: physicalId, force: true }));
      await untilChanged(context, changes, limit, LATE, async () => {
        const { services = [] } = await describeOrGone(cluster, physicalId, context);
        return services.every(({ status }) => status === 'INACTIVE') ? true : undefined;
      }).catch((error: unknown) => {
        throw isLate(error) ? new NotStabilized() : error;
      });
    },
  };
}

/** An association of the cluster with its capacity providers may be made at the same moment: it is waited for. */
async function createService(input: object, context: ResourceContext, changes: Changes): Promise<Service | undefined> {
  let refusal: AwsError | undefined;
  const create = async (): Promise<{ readonly service?: Service } | undefined> => {
    try {
      return await context.call<CreateServiceResponse>('ecs', 'CreateService', input);
    } catch (error) {
      if (!(error instanceof AwsError) || !error.message.includes('capacity provider that is not associated with the cluster')) throw error;
      refusal = error;
      return undefined;
    }
  };
  try {
    return (await untilChanged(context, changes, ASSOCIATION_MS, NOT_ASSOCIATED, create)).service;
  } catch (error) {
    throw error instanceof Error && error.message === NOT_ASSOCIATED && refusal ? refusal : error;
  }
}

const isLate = (error: unknown) => error instanceof Error && error.message === LATE;

function inputOf(properties: Properties): Record<string, unknown> {
  return toInput(TYPE, { ...CREATE_SERVICE }, except(properties, 'Tags', 'ForceNewDeployment'));
}

/** What a template no longer says goes back to its default. */
function updateOf(current: ResourceState, before: Properties, after: Properties): object {
  const [was, given] = [inputOf(before), inputOf(after)];
  const is = without(given, 'serviceName', 'launchType', 'schedulingStrategy', 'role', 'capacityProviderStrategy');
  const daemon = given['schedulingStrategy'] === 'DAEMON';
  const hadAlarms = 'alarms' in (was['deploymentConfiguration'] as object | undefined ?? {});
  const strategyChanged = !isDeepStrictEqual(was['capacityProviderStrategy'], given['capacityProviderStrategy']);
  const force = after['ForceNewDeployment'] as { readonly EnableForceNewDeployment?: boolean } | undefined;
  const forced = force?.EnableForceNewDeployment === true && !isDeepStrictEqual(before['ForceNewDeployment'], force);
  return {
    ...'healthCheckGracePeriodSeconds' in was ? { healthCheckGracePeriodSeconds: 0 } : {},
    placementConstraints: [], placementStrategy: [], serviceRegistries: [], enableExecuteCommand: false, enableECSManagedTags: false, propagateTags: 'NONE',
    ...is,
    deploymentConfiguration: {
      minimumHealthyPercent: daemon ? 0 : 100, maximumPercent: daemon ? 100 : 200, deploymentCircuitBreaker: { enable: false, rollback: false },
      ...hadAlarms ? { alarms: { alarmNames: [], enable: false, rollback: false } } : {},
      ...is['deploymentConfiguration'] as object | undefined,
    },
    ...strategyChanged ? { capacityProviderStrategy: given['capacityProviderStrategy'] ?? [] } : {},
    forceNewDeployment: strategyChanged || forced,
    service: current.physicalId,
  };
}

async function describe(cluster: string | undefined, service: string, context: ResourceContext): Promise<Service | undefined> {
  const { services = [] } = await context.call<DescribeServicesResponse>('ecs', 'DescribeServices', { cluster, services: [service] });
  return services[0];
}

async function describeOrGone(cluster: string | undefined, service: string, context: ResourceContext): Promise<DescribeServicesResponse> {
  let found: DescribeServicesResponse = {};
  await unlessGone(context.call<DescribeServicesResponse>('ecs', 'DescribeServices', { cluster, services: [service] }).then((reply) => {
    found = reply;
  }));
  return found;
}

/** Throws when the deployment that is waited for has failed or was rolled back. */
function isStable(service: Service | undefined, deploymentId: string | undefined, serviceArn: string): boolean {
  const { deployments = [], events = [], status, runningCount, desiredCount } = service ?? {};
  const [primary] = deployments;
  if (status !== 'ACTIVE') {
    throw new Error(`The service ${serviceArn} is ${status ?? 'MISSING'} while its deployment is waited for.`);
  }
  if (primary?.rolloutState === 'FAILED' || primary?.id !== deploymentId) {
    const ofAlarm = `(deployment ${deploymentId}) deployment failed: ${ALARM_FINDING}.`;
    throw new Error(events.some(({ message }) => message?.endsWith(ofAlarm)) ? ALARM : BREAKER);
  }
  return deployments.length === 1 && primary?.rolloutState === 'COMPLETED' && runningCount === desiredCount;
}
