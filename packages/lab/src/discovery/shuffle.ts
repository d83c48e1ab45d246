/** The list in random order; `below` gives an integer from 0 up to but not its argument. */
export function shuffled<T>(list: readonly T[], below: (limit: number) => number): readonly T[] {
  const rest = [...list];
  return list.map(() => rest.splice(below(rest.length), 1)).flat();
}
