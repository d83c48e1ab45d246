import type { LaunchTemplate, LaunchTemplateVersion, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../gateway/aws-error';
import type { Ec2 } from '../ec2';
import { notFound } from '../errors';
import type { LaunchTemplateRecord, LaunchTemplateVersionRecord } from '../model';

export const versionKey = (templateId: string, version: number): string => `${templateId}:${version}`;

interface TemplateName {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
}

/** A template by id or by name, one of which must be given. */
export function findLaunchTemplate(ec2: Ec2, named: TemplateName): LaunchTemplateRecord {
  const { LaunchTemplateId: id, LaunchTemplateName: name } = named;
  if (id === undefined && name === undefined) {
    throw new AwsError('MissingParameter', 'Either a launch template ID or a launch template name must be specified in the request.');
  }
  const record = id !== undefined ? ec2.tables.launchTemplates.get(id) : ec2.tables.launchTemplates.list().find((template) => template.name === name);
  if (!record) throw id !== undefined ? notFound.launchTemplate(id) : notFound.launchTemplateName(name ?? '');
  return record;
}

/** Versions are numbers, `$Latest` or `$Default`. */
export function findVersion(ec2: Ec2, template: LaunchTemplateRecord, version = '$Default'): LaunchTemplateVersionRecord {
  const number = version === '$Latest' ? template.latestVersion : version === '$Default' ? template.defaultVersion : Number(version);
  const record = ec2.tables.launchTemplateVersions.get(versionKey(template.id, number));
  if (!record) throw notFound.launchTemplateVersion(template.id, version);
  return record;
}

export const versionsOf = (ec2: Ec2, templateId: string): readonly LaunchTemplateVersionRecord[] =>
  ec2.tables.launchTemplateVersions.list().filter((version) => version.templateId === templateId);

export const launchTemplateView = (record: LaunchTemplateRecord): LaunchTemplate & { readonly LaunchTemplateId: string } => ({
  LaunchTemplateId: record.id, LaunchTemplateName: record.name, CreateTime: new Date(record.createdAt), CreatedBy: record.createdBy,
  DefaultVersionNumber: record.defaultVersion, LatestVersionNumber: record.latestVersion, Tags: [...record.tags],
});

export const versionView = (template: LaunchTemplateRecord, record: LaunchTemplateVersionRecord): LaunchTemplateVersion => ({
  LaunchTemplateId: template.id, LaunchTemplateName: template.name, VersionNumber: record.version, VersionDescription: record.description,
  CreateTime: new Date(record.createdAt), CreatedBy: record.createdBy, DefaultVersion: record.version === template.defaultVersion,
  LaunchTemplateData: record.data as ResponseLaunchTemplateData,
});
