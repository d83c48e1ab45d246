import type { DescribeLaunchTemplateVersionsRequest, DescribeLaunchTemplateVersionsResult } from '@aws-sdk/client-ec2';
import { page } from '../support/page';
import { ec2Operation, type Ec2 } from './ec2';
import { invalidToken } from './errors';
import { findLaunchTemplate, findVersion, versionsOf, versionView } from './launch-templates/records';

/** Versions of one template, newest first, as EC2 lists them. */
export const describeLaunchTemplateVersions = (ec2: Ec2) =>
  ec2Operation<DescribeLaunchTemplateVersionsRequest, DescribeLaunchTemplateVersionsResult>(
    'DescribeLaunchTemplateVersions', ['LaunchTemplateId', 'LaunchTemplateName', 'Versions', 'MinVersion', 'MaxVersion', 'MaxResults', 'NextToken'], (input) => {
      const template = findLaunchTemplate(ec2, input);
      const [from, to] = [Number(input.MinVersion ?? 1), Number(input.MaxVersion ?? template.latestVersion)];
      const versions = input.Versions && input.Versions.length > 0
        ? [...new Set(input.Versions.map((version) => findVersion(ec2, template, version)))]
        : versionsOf(ec2, template.id).filter(({ version }) => version >= from && version <= to);
      const { items, next } = page([...versions].sort((a, b) => b.version - a.version), input.MaxResults, input.NextToken, invalidToken);
      return { LaunchTemplateVersions: items.map((version) => versionView(template, version)), NextToken: next };
    });
