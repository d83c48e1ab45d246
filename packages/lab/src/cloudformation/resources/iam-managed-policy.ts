import type { CreatePolicyResponse, GetPolicyResponse, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, policyText, unlessGone } from './properties';

const TYPE = 'AWS::IAM::ManagedPolicy';
const PROPERTIES = ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'] as const;

interface ManagedPolicyProperties {
  readonly Description?: string;
  readonly ManagedPolicyName?: string;
  readonly Path?: string;
  readonly PolicyDocument?: unknown;
  readonly Roles?: readonly string[];
}

const read = (properties: Properties) => accept<ManagedPolicyProperties>(TYPE, properties, PROPERTIES);

async function stateOf(arn: string, context: ResourceContext): Promise<ResourceState> {
  const { Policy: policy } = await context.call<GetPolicyResponse>('iam', 'GetPolicy', { PolicyArn: arn });
  return {
    physicalId: arn,
    attributes: {
      PolicyArn: arn, PolicyId: policy?.PolicyId ?? '', DefaultVersionId: policy?.DefaultVersionId ?? '', IsAttachable: true,
      AttachmentCount: policy?.AttachmentCount ?? 0, PermissionsBoundaryUsageCount: 0, CreateDate: policy?.CreateDate?.toISOString() ?? '',
      UpdateDate: policy?.UpdateDate?.toISOString() ?? '',
    },
  };
}

async function attach(arn: string, before: readonly string[], after: readonly string[], context: ResourceContext): Promise<void> {
  for (const RoleName of before) if (!after.includes(RoleName)) await unlessGone(context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn: arn }));
  for (const RoleName of after) await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn: arn });
}

/** A managed policy keeps at most five versions: all but the default one go before another is made, and at the end. */
async function dropOldVersions(arn: string, context: ResourceContext): Promise<void> {
  const { Versions = [] } = await context.call<ListPolicyVersionsResponse>('iam', 'ListPolicyVersions', { PolicyArn: arn });
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (!IsDefaultVersion) await context.call('iam', 'DeletePolicyVersion', { PolicyArn: arn, VersionId });
  }
}

export const iamManagedPolicy: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = read(properties);
    const { Policy: policy } = await context.call<CreatePolicyResponse>('iam', 'CreatePolicy', {
      PolicyName: given.ManagedPolicyName ?? context.generateName(128), Path: given.Path, Description: given.Description,
      PolicyDocument: policyText(given.PolicyDocument),
    });
    const arn = policy?.Arn ?? '';
    context.created(arn);
    await attach(arn, [], given.Roles ?? [], context);
    return stateOf(arn, context);
  },
  async update({ physicalId }, before, after, context) {
    const given = read(after);
    await dropOldVersions(physicalId, context);
    await context.call('iam', 'CreatePolicyVersion', { PolicyArn: physicalId, PolicyDocument: policyText(given.PolicyDocument), SetAsDefault: true });
    await attach(physicalId, (before as ManagedPolicyProperties).Roles ?? [], given.Roles ?? [], context);
    return stateOf(physicalId, context);
  },
  async delete({ physicalId }, properties, context) {
    await unlessGone((async () => {
      await attach(physicalId, (properties as ManagedPolicyProperties).Roles ?? [], [], context);
      await dropOldVersions(physicalId, context);
      await context.call('iam', 'DeletePolicy', { PolicyArn: physicalId });
    })());
  },
};
