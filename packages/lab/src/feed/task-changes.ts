import type { ReportedBinding } from '../ecs/agent-port';
import { lastPart } from '../ecs/arns';
import type { ContainerRecord, TaskRecord } from '../ecs/records';
import { changed, type Happening } from './entry';

type Words = Pick<Happening, 'text' | 'state'>;

/** What a reader would want to know of a task that was written. `before`: as it was; `is`: as it is, or nothing when it was forgotten. */
export function taskChanges(before: TaskRecord | undefined, is: TaskRecord | undefined): readonly Happening[] {
  if (is === undefined) return [];
  const words = [...beginning(before, is), ...ending(before, is), ...network(before, is), ...containers(before, is), ...status(before, is)];
  const of = { kind: 'task', cluster: lastPart(is.clusterArn), id: lastPart(is.taskArn), label: lastPart(is.taskDefinitionArn) } as const;
  return words.map((each) => ({ ...of, ...each }));
}

function beginning(before: TaskRecord | undefined, is: TaskRecord): readonly Words[] {
  const { containerInstanceArn: instance, group, startedBy } = is;
  const place = instance === undefined ? 'without an instance yet' : `on instance ${lastPart(instance).slice(0, 8)}`;
  if (before === undefined) return [changed(undefined, is.lastStatus, `${place}, group ${group}${startedBy === undefined ? '' : `, started by ${startedBy}`}`)];
  return before.containerInstanceArn === undefined && instance !== undefined ? [{ text: `placed ${place}` }] : [];
}

function ending(before: TaskRecord | undefined, is: TaskRecord): readonly Words[] {
  if (before?.desiredStatus !== 'RUNNING' || is.desiredStatus !== 'STOPPED') return [];
  return [{ text: `is to stop: ${is.stoppedReason ?? 'no reason given'} (${is.stopCode ?? 'no code'})` }];
}

function network(before: TaskRecord | undefined, { attachment }: TaskRecord): readonly Words[] {
  const was = before?.attachment?.status;
  if (attachment === undefined || before === undefined || was === attachment.status) return [];
  return [{ text: `network interface ${was ?? 'none'} → ${attachment.status}${attachment.privateIpAddress === undefined ? '' : ` ${attachment.privateIpAddress}`}` }];
}

function containers(before: TaskRecord | undefined, is: TaskRecord): readonly Words[] {
  return is.containers.flatMap((container) => {
    const was = before?.containers.find(({ name }) => name === container.name);
    return was === undefined ? [] : containerWords(was, container);
  });
}

function containerWords(was: ContainerRecord, is: ContainerRecord): readonly Words[] {
  const words: Words[] = [];
  if (was.lastStatus !== is.lastStatus && is.lastStatus === 'STOPPED') {
    const exit = is.exitCode === undefined ? 'without an exit code' : `with exit code ${is.exitCode}`;
    words.push({ text: `container ${is.name} stopped ${exit}${is.reason === undefined ? '' : `: ${is.reason}`}` });
  }
  if (was.healthStatus !== is.healthStatus) words.push({ text: `container ${is.name} is ${is.healthStatus}`, state: { from: was.healthStatus, to: is.healthStatus } });
  if (was.execAgent?.status !== is.execAgent?.status && is.execAgent !== undefined) {
    words.push({ text: `exec agent of ${is.name} is ${is.execAgent.status}${is.execAgent.reason === undefined ? '' : `: ${is.execAgent.reason}`}` });
  }
  return words;
}

function status(before: TaskRecord | undefined, is: TaskRecord): readonly Words[] {
  if (before === undefined || before.lastStatus === is.lastStatus) return [];
  const bindings = is.containers.flatMap(({ networkBindings }) => networkBindings.map(portsText));
  return [changed(before.lastStatus, is.lastStatus, is.lastStatus === 'RUNNING' && bindings.length > 0 ? `ports ${bindings.join(', ')}` : '')];
}

const portsText = ({ hostPort, hostPortRange, containerPort, containerPortRange, protocol }: ReportedBinding): string =>
  `${hostPortRange ?? hostPort}→${containerPortRange ?? containerPort}/${protocol}`;
