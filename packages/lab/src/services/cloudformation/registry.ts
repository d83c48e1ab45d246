import type { CloudFormation } from '../../cloudformation/cloudformation';
import type { Service } from '../../gateway/operation';
import { cancelUpdateStack } from './cancel-update-stack';
import { continueUpdateRollback } from './continue-update-rollback';
import { createChangeSet } from './create-change-set';
import { createStack } from './create-stack';
import { deleteChangeSet } from './delete-change-set';
import { deleteStack } from './delete-stack';
import { describeChangeSet } from './describe-change-set';
import { describeEvents } from './describe-events';
import { describeStackEvents } from './describe-stack-events';
import { describeStackResource } from './describe-stack-resource';
import { describeStackResources } from './describe-stack-resources';
import { describeStacks } from './describe-stacks';
import { executeChangeSet } from './execute-change-set';
import { getTemplate } from './get-template';
import { getTemplateSummary } from './get-template-summary';
import { listChangeSets } from './list-change-sets';
import { listExports } from './list-exports';
import { listHookResults } from './list-hook-results';
import { listImports } from './list-imports';
import { listStackResources } from './list-stack-resources';
import { listStacks } from './list-stacks';
import { rollbackStack } from './rollback-stack';
import { signalResource } from './signal-resource';
import { updateStack } from './update-stack';
import { updateTerminationProtection } from './update-termination-protection';
import { validateTemplate } from './validate-template';

/** AWS CloudFormation over the query protocol. */
export function cloudFormationService(cloudFormation: CloudFormation): Service {
  return {
    name: 'cloudformation',
    protocol: { kind: 'aws-query', apiVersion: '2010-05-15', namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
    operations: {
      CancelUpdateStack: cancelUpdateStack(cloudFormation),
      ContinueUpdateRollback: continueUpdateRollback(cloudFormation),
      CreateChangeSet: createChangeSet(cloudFormation),
      CreateStack: createStack(cloudFormation),
      DeleteChangeSet: deleteChangeSet(cloudFormation),
      DeleteStack: deleteStack(cloudFormation),
      DescribeChangeSet: describeChangeSet(cloudFormation),
      DescribeEvents: describeEvents(cloudFormation),
      DescribeStackEvents: describeStackEvents(cloudFormation),
      DescribeStackResource: describeStackResource(cloudFormation),
      DescribeStackResources: describeStackResources(cloudFormation),
      DescribeStacks: describeStacks(cloudFormation),
      ExecuteChangeSet: executeChangeSet(cloudFormation),
      GetTemplate: getTemplate(cloudFormation),
      GetTemplateSummary: getTemplateSummary(cloudFormation),
      ListChangeSets: listChangeSets(cloudFormation),
      ListExports: listExports(cloudFormation),
      ListHookResults: listHookResults(cloudFormation),
      ListImports: listImports(cloudFormation),
      ListStackResources: listStackResources(cloudFormation),
      ListStacks: listStacks(cloudFormation),
      RollbackStack: rollbackStack(cloudFormation),
      SignalResource: signalResource(cloudFormation),
      UpdateStack: updateStack(cloudFormation),
      UpdateTerminationProtection: updateTerminationProtection(cloudFormation),
      ValidateTemplate: validateTemplate(cloudFormation),
    },
  };
}
