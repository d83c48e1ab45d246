import type { Attribute, RegisterContainerInstanceRequest, RegisterContainerInstanceResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import type { ContainerInstanceRecord } from '../../ecs/records';
import { onCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { TAGS } from './input/common-shapes';
import { describeInstance } from './instances';
import { mergedTags } from './tags';

/**
 * Called by the agent of an instance, with the instance's role. The same machine registering again, or one that names its ARN, keeps it.
 * The instance takes tasks once its agent is connected.
 */
export const registerContainerInstance = (ecs: Ecs) => ecsOperation<RegisterContainerInstanceRequest, RegisterContainerInstanceResponse>({
  name: 'RegisterContainerInstance',
  shape: {
    cluster: 'string', instanceIdentityDocument: 'string', instanceIdentityDocumentSignature: 'string',
    totalResources: [{
      name: 'string', type: 'string', doubleValue: 'integer', longValue: 'integer', integerValue: 'integer', stringSetValue: 'strings' }],
    versionInfo: { agentVersion: 'string', agentHash: 'string', dockerVersion: 'string' },
    containerInstanceArn: 'string', attributes: [{ name: 'string', value: 'string', targetType: 'string', targetId: 'string' }],
    platformDevices: 'unsupported', tags: TAGS,
  },
  async run(input) {
    const { control } = ecs;
    const document = identityOf(input.instanceIdentityDocument);
    const group = await ecs.groups.groupOf(document.instanceId);
    const cluster = findCluster(ecs, input.cluster);
    const known = control.book.instances().find((instance) => instance.clusterArn === cluster.clusterArn && instance.status !== 'INACTIVE'
      && (instance.containerInstanceArn === input.containerInstanceArn || instance.ec2InstanceId === document.instanceId));
    const containerInstanceArn = known?.containerInstanceArn ?? control.arns.containerInstance(cluster.clusterName, control.ids.hex());
    const record: ContainerInstanceRecord = {
      containerInstanceArn,
      clusterArn: cluster.clusterArn,
      ec2InstanceId: document.instanceId,
      status: known?.status ?? 'ACTIVE',
      agentConnected: known?.agentConnected ?? false,
      registeredResources: (input.totalResources ?? []).map((resource) => (
        { ...resource, integerValue: resource.integerValue ?? 0, longValue: resource.longValue ?? 0, doubleValue: resource.doubleValue ?? 0 })),
      attributes: mergedAttributes([...builtIn(document), ...known?.attributes ?? []], input.attributes ?? []),
      versionInfo: input.versionInfo ?? {},
      registeredAt: known?.registeredAt ?? control.now(),
      version: known?.version ?? 0,
      autoScalingGroupName: group,
      tags: mergedTags(known?.tags ?? [], input.tags ?? []),
    };
    control.saveInstance(record);
    return { containerInstance: describeInstance(ecs, control.book.instance(containerInstanceArn) ?? record, ['TAGS']) };
  },
  access: ({ cluster }) => onCluster(ecs, 'RegisterContainerInstance', cluster),
});

interface Identity {
  readonly instanceId: string;
  readonly [member: string]: unknown;
}

function identityOf(document: string | undefined): Identity {
  const wrong = clientError('The instanceIdentityDocument is not valid; give the JSON of the instance\'s identity document with its instanceId.');
  try {
    const parsed: unknown = JSON.parse(document ?? '');
    if (typeof parsed === 'object' && parsed !== null && 'instanceId' in parsed && typeof parsed.instanceId === 'string') {
      return { ...parsed, instanceId: parsed.instanceId };
    }
  } catch (error) {
    throw error instanceof SyntaxError ? wrong : error;
  }
  throw wrong;
}

/** What ECS itself knows of the machine. */
function builtIn(document: Identity): Attribute[] {
  const names = { availabilityZone: 'ecs.availability-zone', instanceType: 'ecs.instance-type', imageId: 'ecs.ami-id' };
  return Object.entries(names).flatMap(([member, name]) => {
    const value = document[member];
    return typeof value === 'string' ? [{ name, value }] : [];
  });
}

function mergedAttributes(present: readonly Attribute[], given: readonly Attribute[]): Attribute[] {
  const merged = new Map([...present, ...given].map(({ name = '', value }) => [name, value]));
  return [...merged].map(([name, value]) => value === undefined ? { name } : { name, value });
}
