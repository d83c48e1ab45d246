import type { DescribeNetworkAclsRequest, DescribeNetworkAclsResult, NetworkAcl } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import type { NetworkAclRecord } from './model';

/** Each VPC has its default network ACL, with every subnet of the VPC; others cannot be made here. */
export const describeNetworkAcls = (ec2: Ec2) => ec2Operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResult>(
  'DescribeNetworkAcls', ['NetworkAclIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const view = (record: NetworkAclRecord): NetworkAcl & { readonly NetworkAclId: string } => ({
      ...record,
      Associations: ec2.tables.subnets.list().filter(({ VpcId }) => VpcId === record.VpcId).map(({ SubnetId }) => ({
        NetworkAclId: record.NetworkAclId, SubnetId, NetworkAclAssociationId: SubnetId.replace('subnet-', 'aclassoc-'),
      })),
    });
    const { items, next } = describe(input, input.NetworkAclIds, {
      records: ec2.tables.networkAcls.list().map(view),
      idOf: (acl) => acl.NetworkAclId,
      tagsOf: (acl) => acl.Tags,
      notFound: notFound.networkAcl,
      fields: {
        'network-acl-id': (acl) => acl.NetworkAclId,
        'vpc-id': (acl) => acl.VpcId,
        'default': (acl) => acl.IsDefault,
        'association.subnet-id': (acl) => acl.Associations?.map(({ SubnetId }) => SubnetId),
      },
    });
    return { NetworkAcls: [...items], NextToken: next };
  });
