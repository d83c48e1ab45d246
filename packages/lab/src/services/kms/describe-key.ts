import type { Operation } from '../../gateway/operation';
import { keyView, type KmsDeps, onKey, requireKey } from './keys';

interface Input {
  readonly KeyId?: string;
}

export const describeKey = (deps: KmsDeps): Operation<Input, object> => ({
  access: onKey(deps, 'DescribeKey'),
  run: ({ KeyId }) => ({ KeyMetadata: keyView(requireKey(deps, KeyId), deps.accountId) }),
});
