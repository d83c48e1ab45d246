import type { CreateLaunchTemplateRequest, CreateLaunchTemplateResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { missingParameter } from './errors';
import { newId } from './ids';
import { checkLaunchTemplateData } from './launch-templates/data';
import { launchTemplateView, versionKey } from './launch-templates/records';
import type { LaunchTemplateRecord } from './model';

export const createLaunchTemplate = (ec2: Ec2) => ec2Operation<CreateLaunchTemplateRequest, CreateLaunchTemplateResult>(
  'CreateLaunchTemplate', ['LaunchTemplateName', 'LaunchTemplateData', 'VersionDescription', 'ClientToken', 'TagSpecifications'], (input) => {
    const { LaunchTemplateName: name, LaunchTemplateData: data } = input;
    if (!name) throw missingParameter('LaunchTemplateName');
    if (!data) throw missingParameter('LaunchTemplateData');
    if (!/^[\w().\-/]{3,128}$/.test(name)) {
      throw new AwsError('InvalidLaunchTemplateName.MalformedException',
        'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.');
    }
    if (ec2.tables.launchTemplates.list().some((template) => template.name === name)) {
      throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
    }
    const createdAt = ec2.lab.clock.now().getTime();
    const createdBy = `arn:aws:iam::${ec2.lab.accountId}:root`;
    const record: LaunchTemplateRecord = {
      id: newId('lt'), name, createdAt, createdBy, defaultVersion: 1, latestVersion: 1, tags: tagsFor(input.TagSpecifications, 'launch-template'),
    };
    ec2.tables.launchTemplateVersions.put(versionKey(record.id, 1), {
      templateId: record.id, version: 1, description: input.VersionDescription, createdAt, createdBy, data: checkLaunchTemplateData(data),
    });
    ec2.tables.launchTemplates.put(record.id, record);
    return { LaunchTemplate: launchTemplateView(record) };
  });
