import type { CreateLaunchTemplateResult, CreateLaunchTemplateVersionResult, DescribeLaunchTemplatesResult, RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { checkLaunchTemplateData } from '../../services/ec2/launch-templates/data';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { retag } from './ec2-tags';
import { accept, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::LaunchTemplate';
const PROPERTIES = ['LaunchTemplateData', 'LaunchTemplateName', 'TagSpecifications', 'VersionDescription'] as const;

interface LaunchTemplateProperties {
  /** The members are named as in EC2's own request, and are judged there. */
  readonly LaunchTemplateData?: object;
  readonly LaunchTemplateName?: string;
  readonly TagSpecifications?: readonly { readonly ResourceType?: string; readonly Tags?: readonly Tag[] }[];
  readonly VersionDescription?: string;
}

const ownTags = ({ TagSpecifications = [] }: LaunchTemplateProperties): readonly Tag[] =>
  TagSpecifications.filter(({ ResourceType }) => ResourceType === 'launch-template').flatMap(({ Tags }) => Tags ?? []);

async function stateOf(id: string, context: ResourceContext): Promise<ResourceState> {
  const { LaunchTemplates: [template] = [] } = await context.call<DescribeLaunchTemplatesResult>('ec2', 'DescribeLaunchTemplates', { LaunchTemplateIds: [id] });
  return {
    physicalId: id,
    attributes: {
      LaunchTemplateId: id,
      LatestVersionNumber: String(template?.LatestVersionNumber ?? 1),
      DefaultVersionNumber: String(template?.DefaultVersionNumber ?? 1),
    },
  };
}

export const ec2LaunchTemplate: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  check: ({ LaunchTemplateData: data }) => void checkLaunchTemplateData((data ?? {}) as RequestLaunchTemplateData),
  async create(properties, context) {
    const given = accept<LaunchTemplateProperties>(TYPE, properties, PROPERTIES);
    const { LaunchTemplate: template } = await context.call<CreateLaunchTemplateResult>('ec2', 'CreateLaunchTemplate', {
      LaunchTemplateName: given.LaunchTemplateName ?? context.generateName(128), LaunchTemplateData: given.LaunchTemplateData,
      VersionDescription: given.VersionDescription, TagSpecifications: [{ ResourceType: 'launch-template', Tags: tagsOf(ownTags(given), context) }],
    });
    const id = template?.LaunchTemplateId ?? '';
    context.created(id);
    return stateOf(id, context);
  },
  async update({ physicalId }, before, after, context) {
    const given = accept<LaunchTemplateProperties>(TYPE, after, PROPERTIES);
    const old = before as LaunchTemplateProperties;
    await context.call<CreateLaunchTemplateVersionResult>('ec2', 'CreateLaunchTemplateVersion', {
      LaunchTemplateId: physicalId, LaunchTemplateData: given.LaunchTemplateData, VersionDescription: given.VersionDescription,
    });
    await retag(physicalId, ownTags(old), ownTags(given), context);
    return stateOf(physicalId, context);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteLaunchTemplate', { LaunchTemplateId: physicalId })),
};
