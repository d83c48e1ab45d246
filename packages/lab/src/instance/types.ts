/** What an instance type has. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  /** Network interfaces that an instance can have, its own included. */
  readonly interfaces: number;
}

/** vCPUs, GiB and interfaces. */
type Size = readonly [vcpus: number, gib: number, interfaces: number];

/**
 * AWS's own figures: https://docs.aws.amazon.com/ec2/latest/instancetypes/ (general purpose, compute and memory optimized). Compared on
 * 2026-11-22, type by type and without a difference, with two published outputs of DescribeInstanceTypes: moto's `instance_types.json`
 * (5.2.1) and `vpc_ip_resource_limit.go` of aws/amazon-vpc-cni-k8s, which is generated from it.
 */
const BURSTABLE: Readonly<Record<string, Size>> = {
  'nano': [2, 0.5, 2], 'micro': [2, 1, 2], 'small': [2, 2, 3], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 4], '2xlarge': [8, 32, 4],
};

const T2: Readonly<Record<string, Size>> = {
  'nano': [1, 0.5, 2], 'micro': [1, 1, 2], 'small': [1, 2, 3], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 3], '2xlarge': [8, 32, 3],
};

const M4: Readonly<Record<string, Size>> = {
  'large': [2, 8, 2], 'xlarge': [4, 16, 4], '2xlarge': [8, 32, 4], '4xlarge': [16, 64, 8], '10xlarge': [40, 160, 8], '16xlarge': [64, 256, 8],
};

/** vCPUs and interfaces, the same in all the families below. */
const COMMON = {
  'medium': [1, 2], 'large': [2, 3], 'xlarge': [4, 4], '2xlarge': [8, 4], '4xlarge': [16, 8], '8xlarge': [32, 8], '9xlarge': [36, 8], '12xlarge': [48, 8],
  '16xlarge': [64, 15], '18xlarge': [72, 15], '24xlarge': [96, 15], '32xlarge': [128, 15], '48xlarge': [192, 15],
} as const;

const small = ['large', 'xlarge', '2xlarge', '4xlarge'] as const;
const upTo16 = [...small, '8xlarge', '12xlarge', '16xlarge'] as const;
const upTo24 = [...upTo16, '24xlarge'] as const;
const c5 = [...small, '9xlarge', '12xlarge', '18xlarge', '24xlarge'] as const;

/** Families with so many GiB for each vCPU. */
const FAMILIES: readonly (readonly [names: string, gib: number, sizes: readonly (keyof typeof COMMON)[]])[] = [
  ['m5 m5a m5d m5n', 4, upTo24], ['c5a', 2, upTo24], ['r5 r5a r5d r5n', 8, upTo24], ['c5 c5d', 2, c5],
  ['m6i m6id', 4, [...upTo24, '32xlarge']], ['c6i c6id', 2, [...upTo24, '32xlarge']], ['r6i r6id', 8, [...upTo24, '32xlarge']],
  ['m6a', 4, [...upTo24, '32xlarge', '48xlarge']], ['c6a', 2, [...upTo24, '32xlarge', '48xlarge']], ['r6a', 8, [...upTo24, '32xlarge', '48xlarge']],
  ['m7i', 4, [...upTo24, '48xlarge']], ['c7i', 2, [...upTo24, '48xlarge']], ['r7i', 8, [...upTo24, '48xlarge']],
  ['m7i-flex', 4, upTo16], ['c7i-flex', 2, upTo16],
  ['m7a', 4, ['medium', ...upTo24, '32xlarge', '48xlarge']], ['c7a', 2, ['medium', ...upTo24, '32xlarge', '48xlarge']],
  ['r7a', 8, ['medium', ...upTo24, '32xlarge', '48xlarge']],
];

const ARM_FAMILIES: typeof FAMILIES = [
  ['m6g m6gd m7g m7gd', 4, ['medium', ...upTo16]], ['c6g c6gd c6gn c7g c7gd', 2, ['medium', ...upTo16]], ['r6g r6gd r7g r7gd', 8, ['medium', ...upTo16]],
  ['m8g', 4, ['medium', ...upTo24, '48xlarge']], ['c8g', 2, ['medium', ...upTo24, '48xlarge']], ['r8g', 8, ['medium', ...upTo24, '48xlarge']],
];

function family(name: string, architecture: InstanceType['architecture'], sizes: Readonly<Record<string, Size>>): readonly InstanceType[] {
  return Object.entries(sizes).map(([size, [vcpus, gib, interfaces]]) => (
    { name: `${name}.${size}`, vcpus, memoryMiB: gib * 1024, architecture, interfaces }));
}

function families(list: typeof FAMILIES, architecture: InstanceType['architecture']): readonly InstanceType[] {
  return list.flatMap(([names, gib, sizes]) => names.split(' ').flatMap((name) => family(name, architecture,
    Object.fromEntries(sizes.map((size) => [size, [COMMON[size][0], COMMON[size][0] * gib, COMMON[size][1]] as const])))));
}

const ALL: readonly InstanceType[] = [
  ...family('t2', 'x86_64', T2), ...family('t3', 'x86_64', BURSTABLE), ...family('t3a', 'x86_64', { ...BURSTABLE, small: [2, 2, 2] }),
  ...family('t4g', 'arm64', BURSTABLE), ...family('m4', 'x86_64', M4), ...families(FAMILIES, 'x86_64'), ...families(ARM_FAMILIES, 'arm64'),
];

/** Every instance type that a lab knows, by name: what it counts is what the container instance registers, not what the machine is given. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(ALL.map((type) => [type.name, type]));

/** `t2`, `t3`, … */
export const INSTANCE_FAMILIES: readonly string[] = [...new Set(ALL.map(({ name }) => name.slice(0, name.indexOf('.'))))];
