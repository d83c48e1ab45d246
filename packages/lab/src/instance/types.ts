/** What an instance type has. */
export interface InstanceTypeFigures {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
}

const GIB = 1024;

// sizes of a family from AWS's public tables: vCPUs and GiB
const BURSTABLE: Readonly<Record<string, readonly [number, number]>> = {
  'nano': [2, 0.5], 'micro': [2, 1], 'small': [2, 2], 'medium': [2, 4], 'large': [2, 8], 'xlarge': [4, 16], '2xlarge': [8, 32],
};

const t2: Readonly<Record<string, readonly [number, number]>> = {
  'nano': [1, 0.5], 'micro': [1, 1], 'small': [1, 2], 'medium': [2, 4], 'large': [2, 8], 'xlarge': [4, 16], '2xlarge': [8, 32],
};

/** Families whose memory is a fixed number of GiB for each vCPU. */
function family(gibPerVcpu: number, sizes: Readonly<Record<string, number>>): Record<string, readonly [number, number]> {
  return Object.fromEntries(Object.entries(sizes).map(([size, vcpus]) => [size, [vcpus, vcpus * gibPerVcpu] as const]));
}

const FIFTH = { 'large': 2, 'xlarge': 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32, '12xlarge': 48, '16xlarge': 64, '24xlarge': 96 };
const C5 = { 'large': 2, 'xlarge': 4, '2xlarge': 8, '4xlarge': 16, '9xlarge': 36, '12xlarge': 48, '18xlarge': 72, '24xlarge': 96 };
const GRAVITON = { 'medium': 1, 'large': 2, 'xlarge': 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32, '12xlarge': 48, '16xlarge': 64 };
const SIXTH = { ...FIFTH, '32xlarge': 128 };
const SEVENTH = { ...FIFTH, '48xlarge': 192 };

const FAMILIES: Readonly<Record<string, { readonly arm?: true; readonly sizes: Readonly<Record<string, readonly [number, number]>> }>> = {
  t2: { sizes: t2 },
  t3: { sizes: BURSTABLE },
  t3a: { sizes: BURSTABLE },
  t4g: { arm: true, sizes: BURSTABLE },
  m5: { sizes: family(4, FIFTH) },
  m5a: { sizes: family(4, FIFTH) },
  m6a: { sizes: family(4, { ...SIXTH, '48xlarge': 192 }) },
  m6i: { sizes: family(4, SIXTH) },
  m6g: { arm: true, sizes: family(4, GRAVITON) },
  m7i: { sizes: family(4, SEVENTH) },
  m7g: { arm: true, sizes: family(4, GRAVITON) },
  c5: { sizes: family(2, C5) },
  c6a: { sizes: family(2, { ...SIXTH, '48xlarge': 192 }) },
  c6i: { sizes: family(2, SIXTH) },
  c6g: { arm: true, sizes: family(2, GRAVITON) },
  c7i: { sizes: family(2, SEVENTH) },
  c7g: { arm: true, sizes: family(2, GRAVITON) },
  r5: { sizes: family(8, FIFTH) },
  r6i: { sizes: family(8, SIXTH) },
  r6g: { arm: true, sizes: family(8, GRAVITON) },
  r7g: { arm: true, sizes: family(8, GRAVITON) },
};

/** Every instance type that a lab knows. */
export const INSTANCE_TYPES: readonly string[] =
  Object.entries(FAMILIES).flatMap(([name, { sizes }]) => Object.keys(sizes).map((size) => `${name}.${size}`));

/** vCPUs, memory and architecture of an instance type; undefined for one that a lab does not know. */
export function instanceTypeFigures(instanceType: string): InstanceTypeFigures | undefined {
  const [name = '', size = ''] = instanceType.split('.', 2);
  const known = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  const figures = known && Object.hasOwn(known.sizes, size) ? known.sizes[size] : undefined;
  return known && figures && {
    vcpus: figures[0], memoryMiB: figures[1] * GIB, architecture: known.arm ? 'arm64' : 'x86_64',
  };
}

/** Like `instanceTypeFigures`, but throws a sentence that lists what is known. */
export function requireInstanceType(instanceType: string): InstanceTypeFigures {
  const figures = instanceTypeFigures(instanceType);
  if (!figures) {
    throw new Error(`the instance type "${instanceType}" is not known to the lab: use one of ${INSTANCE_TYPES.join(', ')}`);
  }
  return figures;
}
