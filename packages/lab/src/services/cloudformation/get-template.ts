import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';

/** The exact text that the stack was made from; there are no transforms, so both stages are the same. */
export const getTemplate = (cloudFormation: CloudFormation) => stackOperation<GetTemplateInput, GetTemplateOutput>(
  'GetTemplate', ['StackName', 'ChangeSetName', 'TemplateStage'], (input) => {
    const { source } = input.ChangeSetName === undefined
      ? cloudFormation.stacks.require(input.StackName)
      : cloudFormation.changeSets.require(input.ChangeSetName, input.StackName);
    return { TemplateBody: source.templateBody, StagesAvailable: ['Original', 'Processed'] };
  }, cloudFormation);
