import { isLiving, type StackOutput, type StackRecord } from './stack';
import type { Stacks } from './stacks';

/** An output that other stacks can import. */
export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** All exports of living stacks. */
export function exportsOf(stacks: Stacks): readonly Export[] {
  return stacks.list().filter(isLiving).flatMap(({ id, outputs }) => outputs.flatMap((output) => exportOf(output, id)));
}

export function exportOf(output: StackOutput, stackId: string): readonly Export[] {
  return output.exportName === undefined ? [] : [{ name: output.exportName, value: output.value, stackId }];
}

/** Stacks that import an export, other than the one that exports it. */
export function importersOf(stacks: Stacks, exportName: string, exporterId: string): readonly StackRecord[] {
  return stacks.list().filter((stack) => isLiving(stack) && stack.id !== exporterId && stack.source.imports.includes(exportName));
}

/**
 * Why new outputs cannot take the place of a stack's present ones: a name that another stack exports, or an export in use that would
 * go or change. `undefined` where they can.
 */
export function exportConflict(stacks: Stacks, stackId: string, before: readonly StackOutput[], after: readonly StackOutput[]): string | undefined {
  const others = exportsOf(stacks).filter((other) => other.stackId !== stackId);
  const next = after.flatMap((output) => exportOf(output, stackId));
  for (const { name } of next) {
    const owner = others.find((other) => other.name === name);
    if (owner) return `Export with name ${name} is already exported by stack ${stacks.get(owner.stackId).name}. Export names must be unique within a region`;
    if (next.filter((other) => other.name === name).length > 1) return `Export with name ${name} is defined by more than one output`;
  }
  for (const { name, value } of before.flatMap((output) => exportOf(output, stackId))) {
    const users = phrase(importersOf(stacks, name, stackId).map((stack) => stack.name));
    const replacement = next.find((other) => other.name === name);
    if (users === '' || replacement?.value === value) continue;
    return replacement ? `Cannot update export ${name} as it is in use by ${users}.` : `Cannot delete export ${name} as it is in use by ${users}.`;
  }
  return undefined;
}

/** `A`, `A and B`, `A, B and C`. */
function phrase(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
