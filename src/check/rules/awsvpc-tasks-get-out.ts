import { error, Finding } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** On EC2 the interface of an awsvpc task never has a public address. */
export function awsVpcTasksGetOut({ path, task, subnets, launchType, exec }: ServiceModel): Finding[] {
  if (task?.networkMode !== 'awsvpc' || launchType !== 'EC2' || subnets === undefined || subnets.ways.length === 0) {
    return [];
  }
  if (subnets.ways.some((way) => way === 'public') && subnets.ways.every((way) => way === 'public' || way === 'isolated')) {
    return [error('awsVpcPublicSubnet', `awsvpc tasks on EC2 have no public address, so a public subnet does not let them out: service '${path}' runs in public subnets only, `
      + 'allowed are private subnets with egress; set vpcSubnets to PRIVATE_WITH_EGRESS')];
  }
  // with ECS Exec the missing way to its endpoint is what is said
  if (!exec && subnets.noEndpoints && subnets.ways.every((way) => way === 'isolated')) {
    return [error('awsVpcNoEgress', `awsvpc tasks go out by the subnets of their own interface: service '${path}' runs in isolated subnets of a VPC without endpoints, `
      + 'allowed are subnets with a NAT gateway or endpoints; set vpcSubnets to PRIVATE_WITH_EGRESS, add interface endpoints, or acknowledge this if the tasks stay inside the VPC')];
  }
  return [];
}
