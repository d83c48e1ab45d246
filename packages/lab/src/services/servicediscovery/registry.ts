import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { ec2Tables } from '../ec2/tables';
import { createHttpNamespace } from './create-http-namespace';
import { createPrivateDnsNamespace } from './create-private-dns-namespace';
import { createPublicDnsNamespace } from './create-public-dns-namespace';
import { createService } from './create-service';
import { deleteNamespace } from './delete-namespace';
import { deleteService } from './delete-service';
import { deregisterInstance } from './deregister-instance';
import { discoverInstances } from './discover-instances';
import { discoverInstancesRevision } from './discover-instances-revision';
import { getInstance } from './get-instance';
import { getInstancesHealthStatus } from './get-instances-health-status';
import { getNamespace } from './get-namespace';
import { getOperation } from './get-operation';
import { getService } from './get-service';
import { listInstances } from './list-instances';
import { listNamespaces } from './list-namespaces';
import { listOperations } from './list-operations';
import { listServices } from './list-services';
import { listTagsForResource } from './list-tags-for-resource';
import { discoveryTables, type Discovery } from './model';
import { registerInstance } from './register-instance';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateHttpNamespace } from './update-http-namespace';
import { updateInstanceCustomHealthStatus } from './update-instance-custom-health-status';
import { updatePrivateDnsNamespace } from './update-private-dns-namespace';
import { updateService } from './update-service';

export interface ServiceDiscoveryParts {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'region' | 'accountId'>;
  /** Called when a namespace has come or gone. Default: nobody is told. */
  readonly namespacesChanged?: () => void;
}

/** What Cloud Map's own operations and the other services of the lab work on. */
export function discoveryOf({ lab, namespacesChanged = () => undefined }: ServiceDiscoveryParts): Discovery {
  const { vpcs, instances } = ec2Tables(lab.store);
  return {
    lab, ...discoveryTables(lab), namespacesChanged,
    cidrOf: (vpcId) => vpcs.get(vpcId)?.vpc.CidrBlock,
    resolvesNames: (vpcId) => vpcs.get(vpcId)?.enableDnsSupport === true && vpcs.get(vpcId)?.enableDnsHostnames === true,
    addressOf: (instanceId) => instances.get(instanceId)?.privateIpAddress,
  };
}

/** AWS Cloud Map: private DNS and HTTP namespaces; no public ones, no Route 53 health checks. */
export function serviceDiscoveryService(discovery: Discovery): Service {
  return {
    name: 'servicediscovery',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'Route53AutoNaming_v20170314' },
    operations: {
      CreateHttpNamespace: createHttpNamespace(discovery),
      CreatePrivateDnsNamespace: createPrivateDnsNamespace(discovery),
      CreatePublicDnsNamespace: createPublicDnsNamespace,
      CreateService: createService(discovery),
      DeleteNamespace: deleteNamespace(discovery),
      DeleteService: deleteService(discovery),
      DeregisterInstance: deregisterInstance(discovery),
      DiscoverInstances: discoverInstances(discovery),
      DiscoverInstancesRevision: discoverInstancesRevision(discovery),
      GetInstance: getInstance(discovery),
      GetInstancesHealthStatus: getInstancesHealthStatus(discovery),
      GetNamespace: getNamespace(discovery),
      GetOperation: getOperation(discovery),
      GetService: getService(discovery),
      ListInstances: listInstances(discovery),
      ListNamespaces: listNamespaces(discovery),
      ListOperations: listOperations(discovery),
      ListServices: listServices(discovery),
      ListTagsForResource: listTagsForResource(discovery),
      RegisterInstance: registerInstance(discovery),
      TagResource: tagResource(discovery),
      UntagResource: untagResource(discovery),
      UpdateHttpNamespace: updateHttpNamespace(discovery),
      UpdateInstanceCustomHealthStatus: updateInstanceCustomHealthStatus(discovery),
      UpdatePrivateDnsNamespace: updatePrivateDnsNamespace(discovery),
      UpdateService: updateService(discovery),
    },
  };
}
