import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { templateBody } from '../../cloudformation/prepare/template-body';
import { requiredCapabilities } from '../../cloudformation/template/capabilities';
import { parseTemplate } from '../../cloudformation/template/parse';

export const getTemplateSummary = (cloudFormation: CloudFormation) => stackOperation<GetTemplateSummaryInput, GetTemplateSummaryOutput>(
  'GetTemplateSummary', ['StackName', 'TemplateBody', 'TemplateURL'], async (input, { principal }) => {
    const body = input.StackName === undefined
      ? await templateBody(input, undefined, cloudFormation.lab, principal)
      : cloudFormation.stacks.require(input.StackName).source.templateBody;
    const template = parseTemplate(body);
    return {
      Parameters: Object.entries(template.parameters).map(([ParameterKey, definition]) => ({
        ParameterKey, ParameterType: definition.type, NoEcho: definition.noEcho,
        ...(definition.defaultValue === undefined ? {} : { DefaultValue: definition.defaultValue }),
        ...(definition.description === undefined ? {} : { Description: definition.description }),
        ParameterConstraints: definition.allowedValues ? { AllowedValues: [...definition.allowedValues] } : {},
      })),
      ResourceTypes: [...new Set(Object.values(template.resources).map(({ type }) => type))].sort(),
      Capabilities: [...requiredCapabilities(template)],
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(template.metadata === undefined ? {} : { Metadata: JSON.stringify(template.metadata) }),
    };
  }, cloudFormation);
