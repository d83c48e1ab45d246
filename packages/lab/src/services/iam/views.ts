import type { InstanceProfile, Policy, Role } from '@aws-sdk/client-iam';
import type { Directory, InstanceProfileRecord, PolicyRecord, RoleRecord, TagRecord } from '../../iam/directory';
import { encoded } from './documents';

/** Tags are left out of lists. */
export function roleView(role: RoleRecord, withTags = true): Role {
  return {
    Path: role.path, RoleName: role.name, RoleId: role.id, Arn: role.arn, CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encoded(role.trust),
    ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
    ...(withTags && role.tags.length > 0 && { Tags: [...role.tags] }),
  };
}

export function policyView(policy: PolicyRecord, { roles }: Directory, withTags = true): Policy {
  return {
    PolicyName: policy.name, PolicyId: policy.id, Arn: policy.arn, Path: policy.path, DefaultVersionId: policy.defaultVersion,
    AttachmentCount: roles.list().filter(({ attached }) => attached.includes(policy.arn)).length,
    PermissionsBoundaryUsageCount: 0, IsAttachable: true,
    ...(policy.description !== undefined && { Description: policy.description }),
    CreateDate: new Date(policy.createdAt), UpdateDate: new Date(policy.updatedAt),
    ...(withTags && policy.tags.length > 0 && { Tags: [...policy.tags] }),
  };
}

export function profileView(profile: InstanceProfileRecord, { roles }: Directory): InstanceProfile {
  const role = profile.role === undefined ? undefined : roles.get(profile.role);
  return {
    Path: profile.path, InstanceProfileName: profile.name, InstanceProfileId: profile.id, Arn: profile.arn, CreateDate: new Date(profile.createdAt),
    Roles: role ? [roleView(role, false)] : [],
    ...(profile.tags.length > 0 && { Tags: [...profile.tags] }),
  };
}

/** Adds tags; a key that is there already gets the new value. */
export function withTags(tags: readonly TagRecord[], added: readonly { Key?: string; Value?: string }[] = []): readonly TagRecord[] {
  const values = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  for (const { Key = '', Value = '' } of added) values.set(Key, Value);
  return [...values].map(([Key, Value]) => ({ Key, Value }));
}
