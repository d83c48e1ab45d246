import type { ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { importersOf } from '../../cloudformation/stack/exports';
import { invalid } from '../../cloudformation/template/invalid';

export const listImports = (cloudFormation: CloudFormation) => stackOperation<ListImportsInput, ListImportsOutput>('ListImports', ['ExportName'], (input) => {
  const importers = importersOf(cloudFormation.stacks, input.ExportName ?? '', '');
  if (importers.length === 0) throw invalid(`Export '${input.ExportName}' is not imported by any stack.`);
  return { Imports: importers.map(({ name }) => name) };
}, cloudFormation);
