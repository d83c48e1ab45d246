import type { CreateVpcRequest, CreateVpcResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { isCanonical, parseCidr } from './cidr';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { newId } from './ids';
import type { VpcRecord } from './model';
import { newSecurityGroup } from './security-groups/records';
import { defaultNetworkAcl, mainRouteTable } from './vpc-defaults';

/** Makes a VPC with its main route table, default network ACL and default security group. */
export const createVpc = (ec2: Ec2) => ec2Operation<CreateVpcRequest, CreateVpcResult>(
  'CreateVpc', ['CidrBlock', 'InstanceTenancy', 'TagSpecifications'], (input) => {
    const { CidrBlock: cidr } = input;
    if (!cidr) throw missingParameter('cidrBlock');
    const block = parseCidr(cidr);
    if (!isCanonical(block) || block.prefix < 16 || block.prefix > 28) {
      throw new AwsError('InvalidVpc.Range', `The CIDR '${cidr}' is invalid.`);
    }
    const tenancy = input.InstanceTenancy ?? 'default';
    if (tenancy !== 'default') {
      throw new AwsError('UnsupportedOperation', `instance tenancy ${tenancy} is not supported by this lab: leave it out or use default`);
    }
    const vpcId = newId('vpc');
    const record: VpcRecord = {
      vpc: {
        VpcId: vpcId, CidrBlock: cidr, State: 'available', OwnerId: ec2.lab.accountId, InstanceTenancy: tenancy, IsDefault: false, DhcpOptionsId: 'default',
        CidrBlockAssociationSet: [{ AssociationId: newId('vpc-cidr-assoc'), CidrBlock: cidr, CidrBlockState: { State: 'associated' } }],
        Ipv6CidrBlockAssociationSet: [],
        Tags: tagsFor(input.TagSpecifications, 'vpc'),
      },
      enableDnsSupport: true,
      enableDnsHostnames: false,
    };
    ec2.tables.vpcs.put(vpcId, record);
    const routes = mainRouteTable(vpcId, cidr, ec2.lab.accountId);
    ec2.tables.routeTables.put(routes.RouteTableId, routes);
    const acl = defaultNetworkAcl(vpcId, ec2.lab.accountId);
    ec2.tables.networkAcls.put(acl.NetworkAclId, acl);
    const group = newSecurityGroup(ec2, { vpcId, name: 'default', description: 'default VPC security group', tags: [], admitsItself: true });
    ec2.tables.securityGroups.put(group.group.GroupId, group);
    return { Vpc: { ...record.vpc, State: 'pending' } };
  });
