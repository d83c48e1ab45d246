import type { CreateRoleResponse } from '@aws-sdk/client-iam';
import type { ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, droppedKeys, policyText, tagsOf, unlessGone, userTags, type Tag } from './properties';

const TYPE = 'AWS::IAM::Role';
const PROPERTIES = ['AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'MaxSessionDuration', 'Path', 'PermissionsBoundary', 'Policies',
  'RoleName', 'Tags'] as const;

interface RoleProperties {
  readonly AssumeRolePolicyDocument?: unknown;
  readonly Description?: string;
  readonly ManagedPolicyArns?: readonly string[];
  readonly MaxSessionDuration?: number;
  readonly Path?: string;
  /** Refused by IAM: the lab evaluates none. */
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
  readonly RoleName?: string;
  readonly Tags?: readonly Tag[];
}

async function setPolicies(name: string, before: RoleProperties, after: RoleProperties, context: ResourceContext): Promise<void> {
  const kept = new Set(after.ManagedPolicyArns);
  for (const PolicyArn of before.ManagedPolicyArns ?? []) {
    if (!kept.has(PolicyArn)) await unlessGone(context.call('iam', 'DetachRolePolicy', { RoleName: name, PolicyArn }));
  }
  for (const PolicyArn of kept) await context.call('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn });
  for (const { PolicyName } of before.Policies ?? []) {
    if (!after.Policies?.some((policy) => policy.PolicyName === PolicyName)) await unlessGone(context.call('iam', 'DeleteRolePolicy', { RoleName: name, PolicyName }));
  }
  for (const { PolicyName, PolicyDocument } of after.Policies ?? []) {
    await context.call('iam', 'PutRolePolicy', { RoleName: name, PolicyName, PolicyDocument: policyText(PolicyDocument) });
  }
}

export const iamRole: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<RoleProperties>(TYPE, properties, PROPERTIES);
    const name = given.RoleName ?? context.generateName(64);
    const { Role: role } = await context.call<CreateRoleResponse>('iam', 'CreateRole', {
      RoleName: name, Path: given.Path, AssumeRolePolicyDocument: policyText(given.AssumeRolePolicyDocument), Description: given.Description,
      MaxSessionDuration: given.MaxSessionDuration, PermissionsBoundary: given.PermissionsBoundary, Tags: userTags(tagsOf(given.Tags, context)),
    });
    context.created(name);
    await setPolicies(name, {}, given, context);
    return { physicalId: name, attributes: { Arn: role?.Arn ?? '', RoleId: role?.RoleId ?? '' } };
  },
  async update(current, before, after, context) {
    const given = accept<RoleProperties>(TYPE, after, PROPERTIES);
    const old = before as RoleProperties;
    const RoleName = current.physicalId;
    await context.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument: policyText(given.AssumeRolePolicyDocument) });
    await context.call('iam', 'UpdateRole', { RoleName, Description: given.Description ?? '', MaxSessionDuration: given.MaxSessionDuration ?? 3_600 });
    await setPolicies(RoleName, old, given, context);
    const dropped = droppedKeys(old.Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('iam', 'UntagRole', { RoleName, TagKeys: dropped });
    const tags = userTags(tagsOf(given.Tags, context));
    if (tags.length > 0) await context.call('iam', 'TagRole', { RoleName, Tags: tags });
    return current;
  },
  async delete({ physicalId }, properties, context) {
    await setPolicies(physicalId, properties as RoleProperties, {}, context);
    await unlessGone(context.call('iam', 'DeleteRole', { RoleName: physicalId }));
  },
};
