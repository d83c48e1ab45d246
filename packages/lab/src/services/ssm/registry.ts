import type { AnyOperation, Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { addTagsToResource } from './add-tags-to-resource';
import { deleteParameter } from './delete-parameter';
import { deleteParameters } from './delete-parameters';
import { describeParameters } from './describe-parameters';
import { getParameter } from './get-parameter';
import { getParameters } from './get-parameters';
import { getParametersByPath } from './get-parameters-by-path';
import { listTagsForResource } from './list-tags-for-resource';
import { createParameterDeps } from './parameters';
import { putParameter } from './put-parameter';
import { removeTagsFromResource } from './remove-tags-from-resource';

/** AWS Systems Manager: Parameter Store, and the session operations that the caller brings. */
export function ssmService(lab: Pick<Lab, 'store' | 'clock' | 'region' | 'accountId'>, sessionOperations: Readonly<Record<string, AnyOperation>> = {}): Service {
  const deps = createParameterDeps(lab);
  return {
    name: 'ssm',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AmazonSSM' },
    operations: {
      AddTagsToResource: addTagsToResource(deps),
      DeleteParameter: deleteParameter(deps),
      DeleteParameters: deleteParameters(deps),
      DescribeParameters: describeParameters(deps),
      GetParameter: getParameter(deps),
      GetParameters: getParameters(deps),
      GetParametersByPath: getParametersByPath(deps),
      ListTagsForResource: listTagsForResource(deps),
      PutParameter: putParameter(deps),
      RemoveTagsFromResource: removeTagsFromResource(deps),
      ...sessionOperations,
    },
  };
}
