import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { templateBody } from '../../cloudformation/prepare/template-body';
import { requiredCapabilities } from '../../cloudformation/template/capabilities';
import { checkReferences } from '../../cloudformation/template/check-references';
import { parseTemplate } from '../../cloudformation/template/parse';

export const validateTemplate = (cloudFormation: CloudFormation) => stackOperation<ValidateTemplateInput, ValidateTemplateOutput>(
  'ValidateTemplate', ['TemplateBody', 'TemplateURL'], async (input, { principal }) => {
    const template = parseTemplate(await templateBody(input, undefined, cloudFormation.lab, principal));
    checkReferences(template);
    return {
      Parameters: Object.entries(template.parameters).map(([ParameterKey, { defaultValue, noEcho, description }]) => ({
        ParameterKey, NoEcho: noEcho,
        ...(defaultValue === undefined ? {} : { DefaultValue: defaultValue }), ...(description === undefined ? {} : { Description: description }),
      })),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...capabilitiesOf(requiredCapabilities(template)),
    };
  }, cloudFormation);

function capabilitiesOf(required: ReturnType<typeof requiredCapabilities>): Pick<ValidateTemplateOutput, 'Capabilities' | 'CapabilitiesReason'> {
  return required.length === 0 ? {} : { Capabilities: [...required], CapabilitiesReason: 'The following resource(s) require capabilities: IAM' };
}
