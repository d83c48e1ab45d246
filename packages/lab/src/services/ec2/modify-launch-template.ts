import type { ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findLaunchTemplate, findVersion, launchTemplateView } from './launch-templates/records';

/** Sets the default version. */
export const modifyLaunchTemplate = (ec2: Ec2) => ec2Operation<ModifyLaunchTemplateRequest, ModifyLaunchTemplateResult>(
  'ModifyLaunchTemplate', ['LaunchTemplateId', 'LaunchTemplateName', 'DefaultVersion', 'ClientToken'], (input) => {
    const template = findLaunchTemplate(ec2, input);
    const changed = { ...template, defaultVersion: findVersion(ec2, template, input.DefaultVersion).version };
    ec2.tables.launchTemplates.put(template.id, changed);
    return { LaunchTemplate: launchTemplateView(changed) };
  });
