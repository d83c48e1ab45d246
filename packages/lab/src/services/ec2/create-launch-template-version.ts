import type { CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { checkLaunchTemplateData } from './launch-templates/data';
import { findLaunchTemplate, findVersion, versionKey, versionView } from './launch-templates/records';
import type { LaunchTemplateVersionRecord } from './model';

/** Adds a version: the source version's data, if one is named, under the given data. */
export const createLaunchTemplateVersion = (ec2: Ec2) => ec2Operation<CreateLaunchTemplateVersionRequest, CreateLaunchTemplateVersionResult>(
  'CreateLaunchTemplateVersion',
  ['LaunchTemplateId', 'LaunchTemplateName', 'LaunchTemplateData', 'SourceVersion', 'VersionDescription', 'ClientToken'], (input) => {
    if (!input.LaunchTemplateData) throw missingParameter('LaunchTemplateData');
    const template = findLaunchTemplate(ec2, input);
    const source = input.SourceVersion === undefined ? {} : findVersion(ec2, template, input.SourceVersion).data;
    const version: LaunchTemplateVersionRecord = {
      templateId: template.id, version: template.latestVersion + 1, description: input.VersionDescription,
      createdAt: ec2.lab.clock.now().getTime(), createdBy: template.createdBy,
      data: { ...source, ...checkLaunchTemplateData(input.LaunchTemplateData) },
    };
    ec2.tables.launchTemplateVersions.put(versionKey(template.id, version.version), version);
    ec2.tables.launchTemplates.put(template.id, { ...template, latestVersion: version.version });
    return { LaunchTemplateVersion: versionView(template, version) };
  });
