import { isDeepStrictEqual } from 'node:util';
import type { CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::IAM::InstanceProfile';
const PROPERTIES = ['InstanceProfileName', 'Path', 'Roles'] as const;

interface InstanceProfileProperties {
  readonly InstanceProfileName?: string;
  readonly Path?: string;
  readonly Roles?: readonly string[];
}

const read = (properties: Properties) => accept<InstanceProfileProperties>(TYPE, properties, PROPERTIES);

async function setRoles(name: string, before: readonly string[], after: readonly string[], context: ResourceContext): Promise<void> {
  for (const RoleName of before) await unlessGone(context.call('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName: name, RoleName }));
  for (const RoleName of after) await context.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: name, RoleName });
}

export const iamInstanceProfile: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = read(properties);
    const name = given.InstanceProfileName ?? context.generateName(128);
    const { InstanceProfile: profile } = await context.call<CreateInstanceProfileResponse>('iam', 'CreateInstanceProfile', { InstanceProfileName: name, Path: given.Path });
    context.created(name);
    await setRoles(name, [], given.Roles ?? [], context);
    return { physicalId: name, attributes: { Arn: profile?.Arn ?? '' } };
  },
  async update(current, before, after, context) {
    const [old, given] = [(before as InstanceProfileProperties).Roles ?? [], read(after).Roles ?? []];
    if (!isDeepStrictEqual(old, given)) await setRoles(current.physicalId, old, given, context);
    return current;
  },
  async delete({ physicalId }, properties, context) {
    await setRoles(physicalId, (properties as InstanceProfileProperties).Roles ?? [], [], context);
    await unlessGone(context.call('iam', 'DeleteInstanceProfile', { InstanceProfileName: physicalId }));
  },
};
