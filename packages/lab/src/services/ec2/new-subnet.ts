import type { Tag } from '@aws-sdk/client-ec2';
import { arnOf, type Ec2 } from './ec2';
import { newId } from './ids';
import type { SubnetRecord } from './model';

interface NewSubnet {
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: { readonly ZoneName: string; readonly ZoneId: string };
  /** A default subnet gives its instances public addresses; others do not, until told to. */
  readonly isDefault: boolean;
  readonly tags: Tag[];
  readonly id?: string;
}

/** Puts a subnet. */
export function putNewSubnet(ec2: Ec2, { vpcId, cidr, zone, isDefault, tags, id = newId('subnet') }: NewSubnet): SubnetRecord {
  const record: SubnetRecord = {
    SubnetId: id, SubnetArn: arnOf(ec2, 'subnet', id), VpcId: vpcId, OwnerId: ec2.lab.accountId, State: 'available', CidrBlock: cidr,
    AvailabilityZone: zone.ZoneName, AvailabilityZoneId: zone.ZoneId, DefaultForAz: isDefault, MapPublicIpOnLaunch: isDefault,
    MapCustomerOwnedIpOnLaunch: false, AssignIpv6AddressOnCreation: false, Ipv6CidrBlockAssociationSet: [], EnableDns64: false, Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false },
    Tags: tags,
  };
  ec2.tables.subnets.put(id, record);
  return record;
}
