import type { CreateRouteTableRequest, CreateRouteTableResult } from '@aws-sdk/client-ec2';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { findIn } from './find';
import { newId } from './ids';
import { newRouteTable } from './vpc-defaults';

/** Records a route table. The lab's router reaches every subnet of the VPC and the outside, whatever the routes say. */
export const createRouteTable = (ec2: Ec2) => ec2Operation<CreateRouteTableRequest, CreateRouteTableResult>(
  'CreateRouteTable', ['VpcId', 'TagSpecifications', 'ClientToken'], (input) => {
    const { vpc } = findIn(ec2.tables).vpc(input.VpcId);
    const record = {
      ...newRouteTable(newId('rtb'), vpc.VpcId, vpc.CidrBlock, ec2.lab.accountId), Tags: tagsFor(input.TagSpecifications, 'route-table'),
    };
    ec2.tables.routeTables.put(record.RouteTableId, record);
    return { RouteTable: record, ClientToken: input.ClientToken };
  });
