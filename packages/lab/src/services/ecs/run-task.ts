import type { Failure, RunTaskRequest, RunTaskResponse } from '@aws-sdk/client-ecs';
import { lastPart } from '../../ecs/arns';
import { checkUsableStrategy, chooseProvider } from '../../ecs/capacity/choose';
import { providersOf } from '../../ecs/capacity/providers';
import { clientError, invalidParameter, unsupported } from '../../ecs/errors';
import { compileConstraints } from '../../ecs/placement/constraints';
import { demandOf } from '../../ecs/placement/demand';
import { type Refusal, type Seeker, place } from '../../ecs/placement/place';
import { DEFAULT_STRATEGY, compileStrategies } from '../../ecs/placement/strategies';
import type { ClusterRecord, TaskRecord } from '../../ecs/records';
import { architectureOf } from '../../ecs/service/pass';
import { type TaskOrder, createTask } from '../../ecs/task/create';
import { taskView } from '../../ecs/task/view';
import { allow, inCluster, taskDefinitionUse, withTags } from './access';
import { knownToken, rememberToken } from './client-token';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { RUN_TASK } from './input/task-shape';
import { launchOrder } from './launch';

/** Most tasks of one call. */
export const MAXIMUM_COUNT = 10;

/** Most tasks of one cluster that may wait for an instance: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAXIMUM_PROVISIONING = 500;

/** Places up to ten tasks. What finds no place is a failure in a good reply, one for every instance that refused it. */
export const runTask = (ecs: Ecs) => ecsOperation<RunTaskRequest, RunTaskResponse>({
  name: 'RunTask',
  shape: RUN_TASK,
  run(input) {
    const known = knownToken(ecs, input);
    if (known !== undefined) {
      return known;
    }
    const cluster = findCluster(ecs, input.cluster);
    const { count = 1 } = input;
    if (count < 1 || count > MAXIMUM_COUNT) {
      throw invalidParameter(`count is ${count}; allowed are 1 to ${MAXIMUM_COUNT}.`);
    }
    const strategy = providerStrategy(input, cluster);
    const order = launchOrder(ecs, cluster, input, 128);
    const { tasks, failures } = placeAll(ecs, cluster, { ...input, count }, order, strategy);
    rememberToken(ecs, input, tasks, failures);
    return { tasks: tasks.map((task) => taskView(task)), failures };
  },
  access: ({ cluster, taskDefinition, overrides, tags, enableExecuteCommand }, { principal }) => {
    const { arn, roles, tags: owned } = taskDefinitionUse(ecs, taskDefinition, overrides, principal);
    const context = {
      ...inCluster(ecs, cluster), 'ecs:enable-execute-command': String(enableExecuteCommand ?? false),
      ...Object.fromEntries(owned.map(({ key = '', value = '' }) => [`aws:ResourceTag/${key}`, value])),
    };
    return [...withTags('RunTask', allow('RunTask', arn, context), tags, ecs.control.arns.task(cluster, '*')), ...roles];
  },
});

function providerStrategy({ launchType, capacityProviderStrategy }: RunTaskRequest, cluster: ClusterRecord): NonNullable<RunTaskRequest['capacityProviderStrategy']> {
  const given = capacityProviderStrategy ?? [];
  if (launchType !== undefined && given.length > 0) {
    throw invalidParameter('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  }
  if (launchType !== undefined && launchType !== 'EC2') {
    throw unsupported(`The launch type ${String(launchType)} is not there in this lab; use EC2.`);
  }
  const named = given.map((item) => ({ ...item, capacityProvider: lastPart(item.capacityProvider ?? '') }));
  const strategy = launchType === undefined && named.length === 0 ? [...cluster.defaultCapacityProviderStrategy] : named;
  checkUsableStrategy(strategy, cluster.capacityProviders);
  return strategy;
}

function placeAll(
  ecs: Ecs, cluster: ClusterRecord, input: RunTaskRequest & { readonly count: number }, order: TaskOrder,
  strategy: NonNullable<RunTaskRequest['capacityProviderStrategy']>,
): { readonly tasks: readonly TaskRecord[]; readonly failures: Failure[] } {
  const { control } = ecs;
  const { placementConstraints: constraints = [], placementStrategy = [] } = input;
  const seeker: Seeker = {
    demand: demandOf(order.definition, order.overrides),
    group: order.group,
    zones: control.networks.zonesOf(order.networkConfiguration),
    requiresAttributes: order.definition.requiresAttributes,
    constraint: compileConstraints([...order.definition.placementConstraints ?? [], ...constraints], order.group),
    strategy: compileStrategies(placementStrategy.length > 0 ? placementStrategy : DEFAULT_STRATEGY, order.group),
  };
  const providers = providersOf(cluster, control.tables);
  if (strategy.length > 0 && control.book.provisioning(cluster.clusterArn).length >= MAXIMUM_PROVISIONING) {
    throw clientError(`${MAXIMUM_PROVISIONING} tasks of the cluster ${cluster.clusterName} are in the PROVISIONING state already; `
      + 'at most as many are allowed. Wait until the capacity providers have room for them.');
  }
  const running = new Map<string, number>();
  const tasks: TaskRecord[] = [];
  const failures: Failure[] = [];
  for (let number = 0; number < input.count; number++) {
    const provider = providers.find(({ name }) => strategy.length > 0 && name === chooseProvider(strategy, running));
    const candidates = control.book.candidates(cluster.clusterArn)
      .filter(({ autoScalingGroupName }) => provider === undefined || autoScalingGroupName === provider.autoScalingGroupName);
    if (candidates.length === 0 && provider?.managedScaling !== true) {
      throw invalidParameter('No Container Instances were found in your cluster.');
    }
    const found = place(seeker, candidates, control.random);
    if (found.candidate === undefined && provider?.managedScaling !== true) {
      failures.push(...found.refusals.map(asFailure));
      continue;
    }
    const { candidate } = found;
    const task = createTask(
      {
        ...order, launchType: provider === undefined ? 'EC2' : undefined, capacityProviderName: provider?.name,
        placement: { constraints, strategy: placementStrategy },
      },
      candidate && {
        containerInstanceArn: candidate.containerInstanceArn, availabilityZone: candidate.attributes.get('ecs.availability-zone'),
        attributes: architectureOf(candidate),
      },
      control.now(), control.ids);
    control.addTask(task);
    running.set(provider?.name ?? '', (running.get(provider?.name ?? '') ?? 0) + 1);
    tasks.push(task);
  }
  return { tasks, failures };
}

function asFailure({ containerInstanceArn, reason }: Refusal): Failure {
  return { arn: containerInstanceArn, reason };
}
