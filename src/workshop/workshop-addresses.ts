import { aws_ec2 as ec2 } from 'aws-cdk-lib';

/** Address range of the workshop's VPC. */
export const WORKSHOP_CIDR = '10.0.0.0/16';

/** Names of the subnet groups of the workshop. */
export const PUBLIC = 'Public';
export const PRIVATE = 'Private';

/** Third number of the first subnet in each group: the others follow it. */
const FIRST_BLOCK: Record<string, number> = { [PUBLIC]: 0, [PRIVATE]: 100 };

/** The address plan of the workshop pages: public subnets from 10.0.0.0/24, private ones from 10.0.100.0/24. */
export class WorkshopAddresses implements ec2.IIpAddresses {
  public allocateVpcCidr(): ec2.VpcIpamOptions {
    return { cidrBlock: WORKSHOP_CIDR };
  }

  public allocateSubnetsCidr({ requestedSubnets }: ec2.AllocateCidrRequest): ec2.SubnetIpamOptions {
    const taken: Record<string, number> = {};
    return {
      allocatedSubnets: requestedSubnets.map(({ configuration: { name } }) => {
        const index = taken[name] ?? 0;
        taken[name] = index + 1;
        return { cidr: `10.0.${FIRST_BLOCK[name] + index}.0/24` };
      }),
    };
  }
}

/** The network of the workshop: two availability zones and one NAT gateway. */
export const WORKSHOP_NETWORK: ec2.VpcProps = {
  ipAddresses: new WorkshopAddresses(),
  maxAzs: 2,
  natGateways: 1,
  restrictDefaultSecurityGroup: true,
  subnetConfiguration: [
    { name: PUBLIC, subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
    { name: PRIVATE, subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  ],
};
