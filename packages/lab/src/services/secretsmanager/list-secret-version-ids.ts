import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { page } from '../support/page';
import type { SecretDeps } from './model';
import { onSecret, requireSecret } from './secrets';

interface Input {
  readonly SecretId?: string;
  readonly IncludeDeprecated?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Versions with a staging label; those without only where they are asked for. */
export const listSecretVersionIds = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'ListSecretVersionIds', SecretId),
  run: ({ SecretId, IncludeDeprecated = false, MaxResults = 100, NextToken }) => {
    const { arn, name, versions } = requireSecret(deps, SecretId);
    const { items, next } = page(versions.filter(({ stages }) => IncludeDeprecated || stages.length > 0), MaxResults, NextToken, () =>
      new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.'));
    return {
      ARN: arn, Name: name, NextToken: next,
      Versions: items.map(({ id, stages, createdAt }) => ({ VersionId: id, VersionStages: stages, CreatedDate: new Date(createdAt) })),
    };
  },
});
