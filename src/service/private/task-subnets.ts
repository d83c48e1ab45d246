import { aws_ec2 as ec2 } from 'aws-cdk-lib';

const CURE = 'choose private subnets with egress, or isolated ones with the endpoints that the task needs';

/**
 * The subnets of the network interfaces of awsvpc tasks.
 *
 * On EC2 these interfaces never have a public address, so the internet gateway of a public subnet does not let them out.
 */
export function taskSubnets(path: string, vpc: ec2.IVpc, selection?: ec2.SubnetSelection): ec2.SelectedSubnets {
  if (selection === undefined && vpc.privateSubnets.length === 0) {
    throw new Error(`awsvpc tasks on EC2 have no public address and need private subnets with egress: the VPC of '${path}' has none; `
      + 'add some with a NAT gateway to the VPC, or pass vpcSubnets');
  }
  const selected = vpc.selectSubnets(selection ?? { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS });
  const known = new Set(vpc.publicSubnets);
  const open = selected.subnets.filter((subnet) => known.has(subnet));
  if (selected.hasPublic || open.length > 0) {
    throw new Error(`awsvpc tasks on EC2 have no public address, so a public subnet does not let them out: '${path}' selects `
      + `${open.map((subnet) => subnet.node.id).join(', ')}, allowed are private subnets; ${CURE}`);
  }
  return selected;
}
