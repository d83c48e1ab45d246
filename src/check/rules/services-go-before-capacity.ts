import { Finding, warning } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** A capacity provider that a service still uses cannot be taken from its cluster. */
export function servicesGoBeforeCapacity({ path, outlivesAssociation }: ServiceModel): Finding[] {
  return outlivesAssociation ? [warning('associationDeletedFirst', `a capacity provider that is in use cannot be removed: service '${path}' does not depend on the association of its capacity provider `
    + 'with the cluster, which CloudFormation may then delete first; add service.node.addDependency(cluster)')] : [];
}
