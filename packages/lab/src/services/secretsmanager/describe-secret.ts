import type { Operation } from '../../gateway/operation';
import type { SecretDeps } from './model';
import { onSecret, requireSecret } from './secrets';
import { secretView } from './view';

export const describeSecret = (deps: SecretDeps): Operation<{ readonly SecretId?: string }, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'DescribeSecret', SecretId),
  run: ({ SecretId }) => secretView(requireSecret(deps, SecretId), 'VersionIdsToStages'),
});
