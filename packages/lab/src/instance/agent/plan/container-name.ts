import { randomBytes } from 'node:crypto';

/**
 * Name of a task's container in the engine: `ecs-<family>-<revision>-<name>-<18 hex>0[01]`.
 * The agent writes a random number of 63 bits as ten bytes of a variable-length integer, which ends in 00 or 01.
 */
export function containerName(family: string, revision: number, name: string, random: Buffer = randomBytes(10)): string {
  const hex = random.subarray(0, 9).toString('hex');
  const last = (random[9] ?? 0) & 1;
  return `ecs-${family}-${revision}-${name.replace(/[^A-Za-z0-9-]+/g, '')}-${hex}0${last}`;
}
