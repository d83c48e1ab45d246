/** Network interfaces that an instance type holds, its own among them; types that are not here are not judged. */
const LARGE_FAMILIES = ['t3', 't3a', 't4g', 'm5', 'm5a', 'm6i', 'm6a', 'm6g', 'm7i', 'm7a', 'm7g', 'c5', 'c5a', 'c6i', 'c6a', 'c6g', 'c7i', 'c7a', 'c7g', 'r5', 'r5a', 'r6i',
  'r6a', 'r6g', 'r7i', 'r7a', 'r7g'];

const OF_LARGE_FAMILIES: Record<string, number> = { 'medium': 2, 'large': 3, 'xlarge': 4, '2xlarge': 4, '4xlarge': 8, '8xlarge': 8, '12xlarge': 8, '16xlarge': 15, '24xlarge': 15 };

const OF_BURSTABLE: Record<string, number> = { 'nano': 2, 'micro': 2, 'small': 3, 'medium': 3, 'large': 3, 'xlarge': 4, '2xlarge': 4 };

/** How many awsvpc tasks an instance of the type holds beside its own interface, without trunking; undefined where that is not known. */
export function taskInterfaces(instanceType: string): number | undefined {
  const [family, size] = instanceType.split('.');
  if (!LARGE_FAMILIES.includes(family)) {
    return undefined;
  }
  const interfaces = (family.startsWith('t') ? OF_BURSTABLE : OF_LARGE_FAMILIES)[size];
  return interfaces === undefined ? undefined : interfaces - 1;
}
