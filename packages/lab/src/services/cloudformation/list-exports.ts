import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { exportsOf } from '../../cloudformation/stack/exports';

export const listExports = (cloudFormation: CloudFormation) => stackOperation<ListExportsInput, ListExportsOutput>('ListExports', [], () => ({
  Exports: exportsOf(cloudFormation.stacks).map(({ name, value, stackId }) => ({ Name: name, Value: value, ExportingStackId: stackId })),
}), cloudFormation);
