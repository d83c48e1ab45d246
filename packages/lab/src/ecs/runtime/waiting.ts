import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import type { Provider } from '../capacity/choose';
import { compileConstraints } from '../placement/constraints';
import type { Candidate } from '../placement/candidate';
import { type Random, type Seeker, occupied, place } from '../placement/place';
import { DEFAULT_STRATEGY, SERVICE_DEFAULT_STRATEGY, compileStrategies } from '../placement/strategies';
import type { TaskDefinitionRecord, TaskRecord } from '../records';

export interface WaitingInput {
  /** Those that wait for an instance, the longest first. */
  readonly tasks: readonly TaskRecord[];
  readonly candidates: readonly Candidate[];
  readonly providers: readonly Provider[];
  readonly definition: (arn: string) => TaskDefinitionRecord | undefined;
  /** Availability zones of a network configuration's subnets; undefined: any. */
  readonly zonesOf?: (configuration: NetworkConfiguration | undefined) => ReadonlySet<string> | undefined;
  readonly random: Random;
}

/** Which of the tasks that wait in PROVISIONING have a place now, and where. */
export function placeWaiting(input: WaitingInput): readonly { readonly task: TaskRecord; readonly candidate: Candidate }[] {
  const placed: { task: TaskRecord; candidate: Candidate }[] = [];
  let candidates = input.candidates;
  for (const task of input.tasks) {
    const definition = input.definition(task.taskDefinitionArn);
    const provider = input.providers.find(({ name }) => name === task.capacityProviderName);
    if (definition === undefined || provider === undefined) {
      continue;
    }
    const seeker = waitingSeeker(task, definition, input.zonesOf?.(task.networkConfiguration));
    const own = candidates.filter(({ autoScalingGroupName }) => autoScalingGroupName === provider.autoScalingGroupName);
    const { candidate } = place(seeker, own, input.random);
    if (candidate !== undefined) {
      placed.push({ task, candidate });
      candidates = candidates.map((one) => one === candidate ? occupied(one, seeker) : one);
    }
  }
  return placed;
}

/** What a task that waits needs of an instance. */
export function waitingSeeker(task: TaskRecord, definition: TaskDefinitionRecord, zones: Seeker['zones']): Seeker {
  const { constraints = [], strategy = [] } = task.placement ?? {};
  const usual = task.serviceArn === undefined ? DEFAULT_STRATEGY : SERVICE_DEFAULT_STRATEGY;
  return {
    demand: task.demand,
    group: task.group,
    zones,
    requiresAttributes: definition.requiresAttributes,
    constraint: compileConstraints([...(definition.placementConstraints ?? []), ...constraints], task.group),
    strategy: compileStrategies(strategy.length > 0 ? strategy : usual, task.group),
  };
}
