import type { World } from '../world';
import { poll } from '../poll';
import type { Ledger } from './ledger';
import type { Kind, Made } from './made';
import { removers } from './removers';

/** What holds others goes first: tasks before instances, instances before their network. */
export const ORDER: readonly Kind[] = [
  'capacity provider', 'auto scaling group', 'launch template', 'instance', 'cluster', 'task definition', 'instance profile', 'role', 'log group',
  'security group', 'subnet', 'route table', 'internet gateway', 'vpc',
];

/** Names and codes of "it is not there", in the words of all the services. */
const GONE = /NotFound|NoSuchEntity|DoesNotExist|ResourceNotFoundException|does not exist|was inactive|not found/;
/** It is still used by something that is going away. */
const HELD = /DependencyViolation|DeleteConflict|ClusterContains|ResourceInUse|ScalingActivityInProgress|UpdateInProgress|in use|is currently/;

/** Removes all that the ledger names; gives a line for each thing that is left, with the reason. */
export async function removeAll(world: World, ledger: Ledger, say: (text: string) => void): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { id } of ledger.all.filter(({ kind }) => kind === 'cluster')) {
    // a cluster that is gone has no tasks
    await world.clear(id).catch((error: unknown) => noteUnlessGone(error, `tasks of ${id}`, left));
  }
  for (const kind of ORDER) {
    const all = ledger.all.filter((made) => made.kind === kind);
    if (all.length > 0) say(`removing ${all.length} ${kind}${all.length === 1 ? '' : 's'}`);
    for (const made of all) {
      const reason = await removed(world, made);
      if (reason === undefined) ledger.strike(made);
      else left.push(`${made.kind} ${made.id}: ${reason}`);
    }
  }
  return left;
}

/** Nothing when it is gone; else why it is not. What is held is tried again until its holder has gone. */
async function removed(world: World, made: Made): Promise<string | undefined> {
  const failure = await poll(async () => {
    try {
      await removers[made.kind](world, made.id);
      return undefined;
    } catch (error) {
      return error;
    }
  }, (error) => error === undefined || !HELD.test(textOf(error)), 60);
  return failure === undefined || isGone(failure) ? undefined : textOf(failure);
}

function noteUnlessGone(error: unknown, what: string, left: string[]): void {
  if (!isGone(error)) left.push(`${what}: ${textOf(error)}`);
}

/** Only what a service answered: credentials that are not found say nothing of the thing. */
function isGone(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode !== undefined && GONE.test(textOf(error));
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
