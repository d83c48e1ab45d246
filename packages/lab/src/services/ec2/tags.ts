import type { ResourceType, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import type { Ec2 } from './ec2';

/** Something that carries tags: read them, and write others. */
export interface Tagged {
  readonly id: string;
  readonly type: ResourceType;
  readonly tags: readonly Tag[];
  write(tags: Tag[]): void;
}

/** Everything of EC2 that carries tags. */
export function allTagged({ tables }: Ec2): readonly Tagged[] {
  const plain = <T extends { readonly Tags?: Tag[] }>(
    table: { list(): readonly T[]; put(id: string, record: T): void }, type: ResourceType, idOf: (record: T) => string,
  ): Tagged[] => table.list().map((record) => ({
    id: idOf(record), type, tags: record.Tags ?? [], write: (Tags) => table.put(idOf(record), { ...record, Tags }),
  }));
  return [
    ...tables.vpcs.list().map((record): Tagged => ({
      id: record.vpc.VpcId, type: 'vpc', tags: record.vpc.Tags ?? [],
      write: (Tags) => tables.vpcs.put(record.vpc.VpcId, { ...record, vpc: { ...record.vpc, Tags } }),
    })),
    ...plain(tables.subnets, 'subnet', ({ SubnetId }) => SubnetId),
    ...plain(tables.internetGateways, 'internet-gateway', ({ InternetGatewayId }) => InternetGatewayId),
    ...plain(tables.routeTables, 'route-table', ({ RouteTableId }) => RouteTableId),
    ...plain(tables.networkAcls, 'network-acl', ({ NetworkAclId }) => NetworkAclId),
    ...plain(tables.addresses, 'elastic-ip', ({ AllocationId }) => AllocationId),
    ...tables.natGateways.list().map((record): Tagged => ({
      id: record.gateway.NatGatewayId, type: 'natgateway', tags: record.gateway.Tags ?? [],
      write: (Tags) => tables.natGateways.put(record.gateway.NatGatewayId, { ...record, gateway: { ...record.gateway, Tags } }),
    })),
    ...tables.vpcEndpoints.list().map((record): Tagged => ({
      id: record.id, type: 'vpc-endpoint', tags: record.tags, write: (tags) => tables.vpcEndpoints.put(record.id, { ...record, tags }),
    })),
    ...tables.securityGroups.list().map((record): Tagged => ({
      id: record.group.GroupId, type: 'security-group', tags: record.group.Tags ?? [],
      write: (Tags) => tables.securityGroups.put(record.group.GroupId, { ...record, group: { ...record.group, Tags } }),
    })),
    ...tables.launchTemplates.list().map((record): Tagged => ({
      id: record.id, type: 'launch-template', tags: record.tags, write: (tags) => tables.launchTemplates.put(record.id, { ...record, tags }),
    })),
    ...tables.instances.list().map((record): Tagged => ({
      id: record.instanceId, type: 'instance', tags: record.tags, write: (tags) => tables.instances.put(record.instanceId, { ...record, tags }),
    })),
  ];
}

/** The named resources, or a refusal that names the first that does not exist. */
export function taggedByIds(ec2: Ec2, ids: readonly string[] | undefined): readonly Tagged[] {
  if (!ids || ids.length === 0) throw new AwsError('MissingParameter', 'The request must contain the parameter resourceIdSet');
  const all = new Map(allTagged(ec2).map((tagged) => [tagged.id, tagged]));
  return ids.map((id) => {
    const tagged = all.get(id);
    if (!tagged) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
    return tagged;
  });
}
