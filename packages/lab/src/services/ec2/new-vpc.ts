import type { Tag } from '@aws-sdk/client-ec2';
import type { Ec2 } from './ec2';
import { newId } from './ids';
import type { VpcRecord } from './model';
import { newSecurityGroup } from './security-groups/records';
import { defaultNetworkAcl, mainRouteTable } from './vpc-defaults';

interface NewVpc {
  readonly cidr: string;
  /** The default VPC has DNS host names from the start; others have not. */
  readonly isDefault: boolean;
  readonly tags: Tag[];
  /** Default: new ones. */
  readonly ids?: { readonly vpc: string; readonly routeTable: string };
}

/** Puts a VPC with what it is born with: its main route table, its default network ACL and its default security group. */
export function putNewVpc({ lab, tables, ...more }: Ec2, { cidr, isDefault, tags, ids }: NewVpc) {
  const vpcId = ids?.vpc ?? newId('vpc');
  const record: VpcRecord = {
    vpc: {
      VpcId: vpcId, CidrBlock: cidr, State: 'available', OwnerId: lab.accountId, InstanceTenancy: 'default', IsDefault: isDefault, DhcpOptionsId: 'default',
      CidrBlockAssociationSet: [{ AssociationId: newId('vpc-cidr-assoc'), CidrBlock: cidr, CidrBlockState: { State: 'associated' } }],
      Ipv6CidrBlockAssociationSet: [],
      Tags: tags,
    },
    enableDnsSupport: true,
    enableDnsHostnames: isDefault,
  };
  tables.vpcs.put(vpcId, record);
  const routeTable = mainRouteTable(vpcId, cidr, lab.accountId, ids?.routeTable);
  tables.routeTables.put(routeTable.RouteTableId, routeTable);
  const acl = defaultNetworkAcl(vpcId, lab.accountId);
  tables.networkAcls.put(acl.NetworkAclId, acl);
  const group = newSecurityGroup({ lab, tables, ...more }, { vpcId, name: 'default', description: 'default VPC security group', tags: [], admitsItself: true });
  tables.securityGroups.put(group.group.GroupId, group);
  return { record, routeTable };
}
