import type { AvailabilityZone } from '@aws-sdk/client-ec2';

const LETTERS = ['a', 'b', 'c'] as const;

/** The lab's three availability zones of a region. */
export function availabilityZones(region: string): readonly (AvailabilityZone & { readonly ZoneName: string; readonly ZoneId: string })[] {
  const [continent = '', direction = '', number = ''] = region.split('-');
  return LETTERS.map((letter, index) => ({
    State: 'available' as const,
    OptInStatus: 'opt-in-not-required' as const,
    Messages: [],
    RegionName: region,
    ZoneName: `${region}${letter}`,
    ZoneId: `${continent}${direction[0] ?? ''}${number}-az${index + 1}`,
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    ZoneType: 'availability-zone',
  }));
}
