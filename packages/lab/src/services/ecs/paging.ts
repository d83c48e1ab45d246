import { invalidParameter } from '../../ecs/errors';
import { page } from '../support/page';

export interface Paged {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** One page of a list: 100 at most, and if nothing is said. */
export function pageOf<T>(items: readonly T[], { maxResults, nextToken }: Paged): { readonly items: T[]; readonly nextToken?: string } {
  if (maxResults !== undefined && (maxResults < 1 || maxResults > 100)) {
    throw invalidParameter(`maxResults is ${maxResults}; allowed are 1 to 100.`);
  }
  const cut = page(items, maxResults ?? 100, nextToken, () => invalidParameter('Invalid token.'));
  return { items: [...cut.items], nextToken: cut.next };
}
