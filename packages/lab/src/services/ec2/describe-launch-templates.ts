import type { DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { launchTemplateView } from './launch-templates/records';

export const describeLaunchTemplates = (ec2: Ec2) => ec2Operation<DescribeLaunchTemplatesRequest, DescribeLaunchTemplatesResult>(
  'DescribeLaunchTemplates', ['LaunchTemplateIds', 'LaunchTemplateNames', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const names = input.LaunchTemplateNames ?? [];
    const all = ec2.tables.launchTemplates.list();
    const missing = names.find((name) => !all.some((template) => template.name === name));
    if (missing !== undefined) throw notFound.launchTemplateName(missing);
    const { items, next } = describe(input, input.LaunchTemplateIds, {
      records: all.filter(({ name }) => names.length === 0 || names.includes(name)),
      idOf: ({ id }) => id,
      tagsOf: ({ tags }) => tags,
      notFound: notFound.launchTemplate,
      fields: { 'launch-template-name': ({ name }) => name, 'create-time': ({ createdAt }) => new Date(createdAt).toISOString() },
    });
    return { LaunchTemplates: items.map(launchTemplateView), NextToken: next };
  });
