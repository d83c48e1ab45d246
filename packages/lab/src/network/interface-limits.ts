/** Interfaces that an instance of each size may have, from memory of https://docs.aws.amazon.com/ec2/latest/instancetypes: not checked against it. */
const BURSTABLE: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 3, medium: 3, large: 3, xlarge: 4, '2xlarge': 4 };

const FAMILIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t2: { ...BURSTABLE, xlarge: 3, '2xlarge': 3 },
  t3: BURSTABLE,
  t3a: { ...BURSTABLE, small: 2 },
  t4g: BURSTABLE,
};

const OTHERS: Readonly<Record<string, number>> = { medium: 2, large: 3, xlarge: 4, '2xlarge': 4, '4xlarge': 8 };

/** How many network interfaces an instance of the type can have, its own included; 2, the least of all, for a type that is not known. */
export function maximumInterfaces(instanceType: string): number {
  const [family = '', size = ''] = instanceType.split('.');
  return (FAMILIES[family] ?? OTHERS)[size] ?? 2;
}
