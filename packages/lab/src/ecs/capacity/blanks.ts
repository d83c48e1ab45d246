import type { Candidate } from '../placement/candidate';
import { registeredRoom, take, type Demand } from '../placement/resources';
import type { ContainerInstanceRecord } from '../records';

/**
 * Instances as the group would launch them, one for each zone: like the one that registered last, with the tasks of daemon services
 * alone, since every new instance gets those too.
 */
export function blankInstances(
  model: ContainerInstanceRecord | undefined, zones: readonly string[], daemons: readonly Demand[],
): readonly Candidate[] {
  if (model === undefined) {
    return [];
  }
  const attributes = model.attributes.map(({ name = '', value }): [string, string | undefined] => [name, value]);
  return zones.map((zone) => ({
    containerInstanceArn: model.containerInstanceArn,
    ec2InstanceId: model.ec2InstanceId,
    status: 'ACTIVE',
    agentConnected: true,
    agentVersion: model.versionInfo.agentVersion ?? '',
    registeredAt: model.registeredAt,
    attributes: new Map(attributes).set('ecs.availability-zone', zone),
    room: daemons.reduce((room, demand) => take(room, demand), registeredRoom(model)),
    groups: new Map(),
    autoScalingGroupName: model.autoScalingGroupName,
  }));
}
