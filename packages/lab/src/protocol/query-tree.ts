/** Parameters such as `Filter.1.Value.2=x` as a tree: text at the leaves. */
export type Tree = string | { readonly [part: string]: Tree };

type Branch = { [part: string]: string | Branch };

/** Builds the tree of form parameters. */
export function treeOf(parameters: URLSearchParams): { readonly [part: string]: Tree } {
  const root: Branch = Object.create(null) as Branch;
  for (const [name, value] of parameters) {
    const parts = name.split('.');
    const last = parts.pop() ?? name;
    let branch = root;
    for (const part of parts) {
      const next = branch[part];
      branch = typeof next === 'object' ? next : (branch[part] = Object.create(null) as Branch);
    }
    branch[last] = value;
  }
  return root;
}

/** Items of a branch whose names are numbers, in their order. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || typeof tree === 'string') return [];
  return Object.entries(tree).filter(([key]) => /^\d+$/.test(key)).sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}

/** What a tree means where no model says it: `member` and numbers are lists, the rest is text and objects. */
export function plainOf(tree: Tree): unknown {
  if (typeof tree === 'string') return tree;
  const keys = Object.keys(tree);
  const inner = tree.member;
  if (keys.length === 1 && inner !== undefined && typeof inner !== 'string') return plainOf(inner);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return itemsOf(tree).map(plainOf);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, plainOf(value)]));
}
