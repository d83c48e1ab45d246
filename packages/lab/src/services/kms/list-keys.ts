import type { Operation } from '../../gateway/operation';
import { type KmsDeps } from './keys';

export const listKeys = (deps: KmsDeps): Operation<object, object> => ({
  run: () => ({ Keys: deps.keys.list().map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), Truncated: false }),
});
