import type { DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter, notFound } from './errors';
import { removeInterfaces } from './vpc-endpoints/interfaces';
import { removeRoutes, routeTablesOf } from './vpc-endpoints/routes';

/** Removes endpoints with their interfaces and routes. Ids that name nothing are told in the answer: the others are removed all the same. */
export const deleteVpcEndpoints = (ec2: Ec2) => ec2Operation<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult>(
  'DeleteVpcEndpoints', ['VpcEndpointIds'], ({ VpcEndpointIds: ids = [] }) => {
    if (ids.length === 0) throw missingParameter('VpcEndpointId');
    const absent = ids.filter((id) => ec2.tables.vpcEndpoints.get(id) === undefined);
    for (const id of new Set(ids.filter((one) => !absent.includes(one)))) {
      removeInterfaces(ec2, id);
      removeRoutes(ec2, id, routeTablesOf(ec2, id));
      ec2.tables.vpcEndpoints.delete(id);
    }
    return {
      Unsuccessful: absent.map((id) => {
        const { code, message } = notFound.vpcEndpoint(id);
        return { ResourceId: id, Error: { Code: code, Message: message } };
      }),
    };
  });
