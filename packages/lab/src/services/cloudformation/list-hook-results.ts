import type { ListHookResultsInput, ListHookResultsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

/** A lab runs no hooks, so none has a result: `cdk` asks after every change set that fails. */
export const listHookResults = (cloudFormation: CloudFormation) => stackOperation<ListHookResultsInput, ListHookResultsOutput>(
  'ListHookResults', ['TargetType', 'TargetId'], ({ TargetType, TargetId }) => {
    return { HookResults: [], ...(TargetType === undefined ? {} : { TargetType }), ...(TargetId === undefined ? {} : { TargetId }) };
  }, cloudFormation);
