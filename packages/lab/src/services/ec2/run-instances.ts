import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { InstanceSpec } from '../../instance/fleet';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { newId } from './ids';
import { filterInstance } from './instances/filters';
import { resolvedImageId } from './instances/image-parameter';
import { metadataOf } from './instances/metadata';
import { profileOf } from './instances/profile';
import { groupsOf, imageIdOf, instanceTypeOf, subnetOf, withTemplate, type LaunchRequest } from './instances/request';
import type { InstanceType } from '../../instance/types';
import { reservationViews } from './instances/view';
import type { InstanceRecord, SubnetRecord } from './model';
import { newNetworkInterface } from './network-interfaces';
import { allocateIn } from './subnets';

interface Plan {
  readonly request: LaunchRequest;
  readonly type: InstanceType;
  readonly subnet: SubnetRecord;
  readonly imageId: string;
  readonly groupIds: readonly string[];
  readonly profile: InstanceRecord['profile'];
  readonly clientToken?: string;
}

/** Launches instances: answers `pending` at once. A repeated client token gives the instances of the first call. */
export const runInstances = (ec2: Ec2) => ec2Operation<RunInstancesRequest, Reservation>(
  'RunInstances', ['MinCount', 'MaxCount', 'LaunchTemplate', 'ClientToken', 'ImageId', 'InstanceType', 'SubnetId', 'PrivateIpAddress', 'SecurityGroupIds',
    'UserData', 'IamInstanceProfile', 'NetworkInterfaces', 'MetadataOptions', 'Monitoring', 'TagSpecifications', 'DisableApiTermination',
    'BlockDeviceMappings', 'EbsOptimized', 'CreditSpecification'], async (input) => {
    if (input.MinCount === undefined || input.MaxCount === undefined) throw missingParameter(input.MinCount === undefined ? 'MinCount' : 'MaxCount');
    if (input.MinCount < 1 || input.MaxCount < input.MinCount) {
      throw new AwsError('InvalidParameterValue', `Invalid value '${input.MaxCount}' for MaxCount: it must be at least MinCount, and MinCount at least 1`);
    }
    const before = ec2.tables.instances.list().filter(({ clientToken }) => clientToken !== undefined && clientToken === input.ClientToken);
    if (before.length > 0) return reservationViews(ec2, before)[0] ?? {};
    const request = withTemplate(ec2, input);
    const imageId = imageIdOf({ ...request, ImageId: await resolvedImageId(ec2, request.ImageId) });
    const type = instanceTypeOf(request, imageId);
    const profile = await profileOf(ec2, request.IamInstanceProfile);
    const subnet = subnetOf(ec2, request);
    const plan: Plan = { request, type, subnet, imageId, profile, groupIds: groupsOf(ec2, request, subnet.VpcId), clientToken: input.ClientToken };
    const reservationId = newId('r');
    const records = Array.from({ length: input.MaxCount }, (_, index) => record(ec2, plan, reservationId, index));
    for (const instance of records) {
      filterInstance(ec2, instance);
      ec2.lifecycle.launch(instance.instanceId, specOf(plan, instance));
    }
    return reservationViews(ec2, records)[0] ?? {};
  });

function record(ec2: Ec2, plan: Plan, reservationId: string, launchIndex: number): InstanceRecord {
  const { request, subnet } = plan;
  const instanceId = newId('i');
  const held = newNetworkInterface(ec2, subnet, {
    privateIpAddress: allocateIn(ec2, subnet, launchIndex === 0 ? request.PrivateIpAddress : undefined), groupIds: plan.groupIds,
    description: request.NetworkInterfaces?.[0]?.Description ?? '', interfaceType: 'interface', instanceId,
  });
  const instance: InstanceRecord = {
    instanceId, reservationId, launchIndex, state: 'pending', imageId: plan.imageId, instanceType: plan.type.name, clientToken: plan.clientToken,
    launchedAt: ec2.lab.clock.now().getTime(), vpcId: subnet.VpcId, subnetId: subnet.SubnetId, availabilityZone: subnet.AvailabilityZone,
    privateIpAddress: held.privateIpAddress, networkInterfaceId: held.id, groupIds: plan.groupIds, profile: plan.profile, userData: request.UserData,
    metadataOptions: {
      State: 'applied', HttpTokens: request.MetadataOptions?.HttpTokens ?? 'optional', HttpEndpoint: request.MetadataOptions?.HttpEndpoint ?? 'enabled',
      HttpPutResponseHopLimit: request.MetadataOptions?.HttpPutResponseHopLimit ?? 1, HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: request.MetadataOptions?.InstanceMetadataTags ?? 'disabled',
    },
    monitoring: request.Monitoring?.Enabled ?? false,
    disableApiTermination: request.DisableApiTermination ?? false,
    tags: [
      ...(request.TagSpecifications ?? []).filter(({ ResourceType }) => ResourceType === 'instance').flatMap(({ Tags }) => Tags ?? []),
      ...(request.template ? [
        { Key: 'aws:ec2launchtemplate:id', Value: request.template.id }, { Key: 'aws:ec2launchtemplate:version', Value: String(request.template.version) },
      ] : []),
    ],
  };
  ec2.tables.networkInterfaces.put(held.id, held);
  ec2.tables.instances.put(instanceId, instance);
  return instance;
}

const specOf = ({ type, subnet, request }: Plan, instance: InstanceRecord): InstanceSpec => ({
  instanceId: instance.instanceId, instanceType: type.name, imageId: instance.imageId, vpcId: instance.vpcId, subnetId: instance.subnetId,
  subnetCidr: subnet.CidrBlock, availabilityZone: instance.availabilityZone, privateIpAddress: instance.privateIpAddress,
  userData: Buffer.from(request.UserData ?? '', 'base64').toString('utf8'), roleArn: instance.profile?.roleArn,
  vcpus: type.vcpus, memoryMiB: type.memoryMiB,
  metadata: metadataOf(instance),
});
