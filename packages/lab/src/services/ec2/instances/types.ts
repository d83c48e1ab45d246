import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { maximumInterfaces } from '../../../network/interface-limits';

export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
}

const GIB = 1024;
/** vCPUs and GiB by size, from memory of https://aws.amazon.com/ec2/instance-types: not checked against it. */
const BURSTABLE: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4], large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32],
};
const OLD_BURSTABLE: Readonly<Record<string, readonly [number, number]>> = {
  nano: [1, 0.5], micro: [1, 1], small: [1, 2], medium: [2, 4], large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32],
};
const sizes = (memoryOfLarge: number): Readonly<Record<string, readonly [number, number]>> => ({
  large: [2, memoryOfLarge], xlarge: [4, memoryOfLarge * 2], '2xlarge': [8, memoryOfLarge * 4], '4xlarge': [16, memoryOfLarge * 8],
});

const FAMILIES: readonly (readonly [string, InstanceType['architecture'], Readonly<Record<string, readonly [number, number]>>])[] = [
  ['t2', 'x86_64', OLD_BURSTABLE], ['t3', 'x86_64', BURSTABLE], ['t3a', 'x86_64', BURSTABLE], ['t4g', 'arm64', BURSTABLE],
  ...['m5', 'm5a', 'm6i', 'm6a', 'm7i', 'm7a'].map((family) => [family, 'x86_64', sizes(8)] as const),
  ...['c5', 'c5a', 'c6i', 'c6a', 'c7i', 'c7a'].map((family) => [family, 'x86_64', sizes(4)] as const),
  ...['r5', 'r5a', 'r6i', 'r6a', 'r7i', 'r7a'].map((family) => [family, 'x86_64', sizes(16)] as const),
  ...(['m6g', 'm7g'].map((family) => [family, 'arm64', sizes(8)] as const)),
  ...(['c6g', 'c7g'].map((family) => [family, 'arm64', sizes(4)] as const)),
  ...(['r6g', 'r7g'].map((family) => [family, 'arm64', sizes(16)] as const)),
];

/** The instance types that the lab knows: what they count is what the container instance registers, not what the machine is given. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(FAMILIES.flatMap(([family, architecture, table]) =>
  Object.entries(table).map(([size, [vcpus, gib]]) => {
    const name = `${family}.${size}`;
    return [name, { name, vcpus, memoryMiB: gib * GIB, architecture }] as const;
  })));

export const instanceTypeView = ({ name, vcpus, memoryMiB, architecture }: InstanceType): InstanceTypeInfo => ({
  InstanceType: name as InstanceTypeInfo['InstanceType'],
  CurrentGeneration: true,
  BareMetal: false,
  SupportedUsageClasses: ['on-demand'],
  SupportedRootDeviceTypes: ['ebs'],
  SupportedVirtualizationTypes: ['hvm'],
  ProcessorInfo: { SupportedArchitectures: [architecture] },
  VCpuInfo: { DefaultVCpus: vcpus },
  MemoryInfo: { SizeInMiB: memoryMiB },
  NetworkInfo: { MaximumNetworkInterfaces: maximumInterfaces(name) },
  BurstablePerformanceSupported: name.startsWith('t'),
});
