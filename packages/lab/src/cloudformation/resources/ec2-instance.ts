import { isDeepStrictEqual } from 'node:util';
import type { DescribeInstancesResult, Instance, Reservation } from '@aws-sdk/client-ec2';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';
import { waitFor } from './wait';

const TYPE = 'AWS::EC2::Instance';
const CHANGED_IN_PLACE = ['DisableApiTermination', 'Tags'];
const STARTED_WITH = ['BlockDeviceMappings', 'DisableApiTermination', 'EbsOptimized', 'IamInstanceProfile', 'ImageId', 'InstanceType', 'LaunchTemplate',
  'MetadataOptions', 'Monitoring', 'NetworkInterfaces', 'PrivateIpAddress', 'SecurityGroupIds', 'SubnetId', 'UserData'] as const;
const PROPERTIES = [...STARTED_WITH, 'AvailabilityZone', 'Tags'] as const;
const LIMIT_MS = 30 * 60_000;

interface InstanceProperties extends Partial<Record<typeof STARTED_WITH[number], unknown>> {
  readonly AvailabilityZone?: string;
  readonly Tags?: readonly Tag[];
}

async function find(id: string, context: ResourceContext): Promise<Instance | undefined> {
  const { Reservations = [] } = await context.call<DescribeInstancesResult>('ec2', 'DescribeInstances', { Filters: [{ Name: 'instance-id', Values: [id] }] });
  return Reservations[0]?.Instances?.[0];
}

const stateOf = (id: string, instance: Instance): ResourceState => ({
  physicalId: id,
  attributes: {
    InstanceId: id, AvailabilityZone: instance.Placement?.AvailabilityZone ?? '', PrivateDnsName: instance.PrivateDnsName ?? '',
    PrivateIp: instance.PrivateIpAddress ?? '', PublicDnsName: '', PublicIp: '', VpcId: instance.VpcId ?? '', State: { Code: '16', Name: 'running' },
  },
});

const interfaceOf = ({ DeviceIndex, GroupSet, ...one }: { readonly DeviceIndex?: string; readonly GroupSet?: unknown }): object =>
  ({ ...one, DeviceIndex: Number(DeviceIndex ?? 0), Groups: GroupSet });

function requestOf(given: InstanceProperties): object {
  const { Monitoring: monitoring, IamInstanceProfile: profile, NetworkInterfaces: interfaces, ...others } = given;
  return {
    ...Object.fromEntries(STARTED_WITH.filter((name) => name in others).map((name) => [name, others[name as keyof typeof others]])),
    ...(monitoring !== undefined && { Monitoring: { Enabled: monitoring } }),
    ...(profile !== undefined && { IamInstanceProfile: { Name: profile } }),
    ...(Array.isArray(interfaces) && { NetworkInterfaces: interfaces.map(interfaceOf) }),
  };
}

export const ec2Instance: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<InstanceProperties>(TYPE, properties, PROPERTIES);
    const { Instances: [launched] = [] } = await context.call<Reservation>('ec2', 'RunInstances', {
      ...requestOf(given), MinCount: 1, MaxCount: 1, TagSpecifications: tagSpecifications('instance', given.Tags, context),
    });
    const id = launched?.InstanceId ?? '';
    context.created(id);
    const running = await waitFor(context, LIMIT_MS, () => `instance ${id} did not start in time`, async () => {
      const instance = await find(id, context);
      const name = instance?.State?.Name;
      if (name === 'running') return instance;
      if (name !== 'pending') throw new ResourceFailure(instance?.StateReason?.Message ?? `instance ${id} was terminated while it was starting`);
      return undefined;
    });
    return stateOf(id, running);
  },
  async update(current, before, after, context) {
    const given = accept<InstanceProperties>(TYPE, after, PROPERTIES);
    const fixed = Object.keys({ ...before, ...after } as Properties).find((name) =>
      !CHANGED_IN_PLACE.includes(name) && !isDeepStrictEqual(before[name], after[name]));
    if (fixed !== undefined) throw new ResourceFailure(`${fixed} of a running ${TYPE} cannot be changed in this lab; it can change ${CHANGED_IN_PLACE.join(', ')}`);
    await context.call('ec2', 'ModifyInstanceAttribute', {
      InstanceId: current.physicalId, DisableApiTermination: { Value: given.DisableApiTermination ?? false },
    });
    await retag(current.physicalId, (before as InstanceProperties).Tags, given.Tags, context);
    return current;
  },
  async delete({ physicalId }, _properties, context) {
    await unlessGone(context.call('ec2', 'TerminateInstances', { InstanceIds: [physicalId] }));
    await waitFor(context, LIMIT_MS, () => `instance ${physicalId} was not removed in time`, async () => {
      const instance = await find(physicalId, context);
      if (!instance || instance.State?.Name === 'terminated') return true;
      const failure = instance.StateReason?.Message;
      if (failure?.includes('could not be removed')) throw new ResourceFailure(failure);
      return undefined;
    });
  },
};
