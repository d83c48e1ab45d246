import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::Lambda::Permission';
const PROPERTIES = ['Action', 'FunctionName', 'Principal', 'PrincipalOrgID', 'SourceAccount', 'SourceArn'] as const;

type PermissionProperties = Partial<Record<typeof PROPERTIES[number], string>>;

export const lambdaPermission: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<PermissionProperties>(TYPE, properties, PROPERTIES);
    const id = context.generateName(100);
    await context.call('lambda', 'AddPermission', { ...given, StatementId: id });
    context.created(id);
    return { physicalId: id, attributes: { Id: id } };
  },
  update: (current) => Promise.resolve(current),
  delete: ({ physicalId }, properties, context) => unlessGone(context.call('lambda', 'RemovePermission', {
    FunctionName: (properties as PermissionProperties).FunctionName, StatementId: physicalId,
  })),
};
