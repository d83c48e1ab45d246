import type { DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findLaunchTemplate, launchTemplateView, versionKey, versionsOf } from './launch-templates/records';

export const deleteLaunchTemplate = (ec2: Ec2) => ec2Operation<DeleteLaunchTemplateRequest, DeleteLaunchTemplateResult>(
  'DeleteLaunchTemplate', ['LaunchTemplateId', 'LaunchTemplateName'], (input) => {
    const template = findLaunchTemplate(ec2, input);
    for (const { version } of versionsOf(ec2, template.id)) ec2.tables.launchTemplateVersions.delete(versionKey(template.id, version));
    ec2.tables.launchTemplates.delete(template.id);
    return { LaunchTemplate: launchTemplateView(template) };
  });
