import type { RequestLaunchTemplateData, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../gateway/aws-error';
import { defaultSubnet } from '../default-vpc';
import type { Ec2 } from '../ec2';
import { missingParameter } from '../errors';
import { findIn } from '../find';
import { findImage, refuseForeign } from '../image';
import { checkLaunchTemplateData } from '../launch-templates/data';
import { findLaunchTemplate, findVersion } from '../launch-templates/records';
import type { SubnetRecord } from '../model';
import { INSTANCE_FAMILIES, INSTANCE_TYPES, type InstanceType } from '../../../instance/types';

/** A launch with the template's data under the request's own. */
export interface LaunchRequest extends RequestLaunchTemplateData {
  readonly SubnetId?: string;
  readonly PrivateIpAddress?: string;
  /** The launch template's version that it was made from. */
  readonly template?: { readonly id: string; readonly version: number };
}

/** Members of RunInstances that a launch template does not have. */
const NOT_OF_TEMPLATES = ['LaunchTemplate', 'MinCount', 'MaxCount', 'ClientToken', 'DryRun', 'SubnetId', 'PrivateIpAddress'];

/** What the launch template says, with what the request says over it; tags of both. */
export function withTemplate(ec2: Ec2, input: RunInstancesRequest): LaunchRequest {
  const { LaunchTemplate: named, SubnetId, PrivateIpAddress } = input;
  const version = named && findVersion(ec2, findLaunchTemplate(ec2, named), named.Version);
  const data = version?.data ?? {};
  const given = Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== undefined && !NOT_OF_TEMPLATES.includes(name))) as
    RequestLaunchTemplateData;
  const merged = { ...data, ...given, TagSpecifications: [...data.TagSpecifications ?? [], ...given.TagSpecifications ?? []] };
  const placed = checkLaunchTemplateData(merged).NetworkInterfaces?.[0];
  const template = version && { id: version.templateId, version: version.version };
  return { ...merged, template, SubnetId: SubnetId ?? placed?.SubnetId, PrivateIpAddress: PrivateIpAddress ?? placed?.PrivateIpAddress };
}

export function imageIdOf({ ImageId: id }: LaunchRequest): string {
  if (!id) throw missingParameter('ImageId');
  if (!/^ami-[0-9a-f]{8,17}$/.test(id)) throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
  return findImage(id).imageId;
}

/** The type, which must be made for the image; both for this machine. */
export function instanceTypeOf({ InstanceType: name = 'm1.small' }: LaunchRequest, imageId: string): InstanceType {
  const image = findImage(imageId);
  const type = INSTANCE_TYPES.get(name);
  if (!type) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${name}' for InstanceType: this lab knows AWS's sizes of ${INSTANCE_FAMILIES.join(', ')}`);
  }
  if (type.architecture !== image.architecture) {
    throw new AwsError('InvalidParameterValue', `The architecture '${type.architecture}' of the specified instance type does not match the architecture `
      + `'${image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. `
      + 'You can use \'describe-instance-types\' or \'describe-images\' to discover the architecture of the instance type or AMI.');
  }
  refuseForeign(image);
  return type;
}

export function subnetOf(ec2: Ec2, { SubnetId: id }: LaunchRequest): SubnetRecord {
  if (id === undefined) return defaultSubnet(ec2.tables);
  return findIn(ec2.tables).subnet(id);
}

/** The named groups, or the VPC's default one. They must be of the VPC. */
export function groupsOf(ec2: Ec2, request: LaunchRequest, vpcId: string): readonly string[] {
  const named = request.SecurityGroupIds?.length ? request.SecurityGroupIds : request.NetworkInterfaces?.[0]?.Groups ?? [];
  for (const id of named) {
    const { group } = findIn(ec2.tables).securityGroup(id);
    if (group.VpcId !== vpcId) {
      throw new AwsError('InvalidParameter', `Security group ${id} and subnet belong to different networks.`);
    }
  }
  if (named.length > 0) return named;
  return ec2.tables.securityGroups.list().map(({ group }) => group)
    .filter((group) => group.VpcId === vpcId && group.GroupName === 'default').map(({ GroupId }) => GroupId);
}
