import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, policyText, unlessGone } from './properties';

const TYPE = 'AWS::IAM::Policy';
const PROPERTIES = ['PolicyDocument', 'PolicyName', 'Roles'] as const;

interface PolicyProperties {
  readonly PolicyDocument?: unknown;
  readonly PolicyName?: string;
  readonly Roles?: readonly string[];
}

const read = (properties: Properties) => accept<PolicyProperties>(TYPE, properties, PROPERTIES);

async function put({ PolicyName, PolicyDocument, Roles = [] }: PolicyProperties, context: ResourceContext): Promise<void> {
  for (const RoleName of Roles) await context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: policyText(PolicyDocument) });
}

/** Takes the policy from roles, except from those that keep it under the same name. */
async function take({ PolicyName, Roles = [] }: PolicyProperties, kept: PolicyProperties, context: ResourceContext): Promise<void> {
  for (const RoleName of Roles) {
    if (kept.PolicyName === PolicyName && kept.Roles?.includes(RoleName)) continue;
    await unlessGone(context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
  }
}

/** An inline policy of one or more roles; users and groups are not there. */
export const iamPolicy: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = read(properties);
    const id = context.generateName(128);
    context.created(id);
    await put(given, context);
    return { physicalId: id, attributes: { Id: id } };
  },
  async update(current, before, after, context) {
    const given = read(after);
    await put(given, context);
    await take(before as PolicyProperties, given, context);
    return current;
  },
  delete: (_current, properties, context) => take(properties as PolicyProperties, {}, context),
};
