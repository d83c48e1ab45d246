import { lastPart } from '../ecs/arns';
import type { ContainerInstanceRecord } from '../ecs/records';
import type { InstanceRecord } from '../services/ec2/model';
import { changed, type Happening } from './entry';

/** What became of a container instance: registered, draining, without its agent, gone. */
export function instanceChanges(before: ContainerInstanceRecord | undefined, is: ContainerInstanceRecord | undefined): readonly Happening[] {
  if (is === undefined) return [];
  const of = { kind: 'instance', cluster: lastPart(is.clusterArn), id: lastPart(is.containerInstanceArn), label: is.ec2InstanceId } as const;
  const words = [
    ...before === undefined ? [changed(undefined, is.status, 'registered')] : [],
    ...before !== undefined && before.status !== is.status ? [changed(before.status, is.status)] : [],
    // one that has just registered is without its agent for a moment
    ...(before?.agentConnected ?? false) === is.agentConnected ? [] : [{ text: `agent ${is.agentConnected ? 'connected' : 'disconnected'}` }],
  ];
  return words.map((each) => ({ ...of, ...each }));
}

/** What became of an EC2 instance. */
export function machineChanges(before: InstanceRecord | undefined, is: InstanceRecord | undefined): readonly Happening[] {
  if (is === undefined || before?.state === is.state) return [];
  const more = before === undefined ? `${is.instanceType} at ${is.privateIpAddress}` : is.stateReason?.Message ?? '';
  return [{ kind: 'machine', id: is.instanceId, ...changed(before?.state, is.state, more) }];
}
