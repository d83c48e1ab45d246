import type { Operation } from '../../gateway/operation';
import { type KmsDeps } from './keys';
import { kmsPage, type PageRequest } from './page';

export const listKeys = (deps: KmsDeps): Operation<PageRequest, object> => ({
  run: (asked) => {
    const { items, shown } = kmsPage(deps.keys.list(), asked);
    return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...shown };
  },
});
