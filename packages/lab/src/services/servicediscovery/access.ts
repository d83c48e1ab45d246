import type { Access } from '../../gateway/operation';
import { idOf } from './find';
import type { Discovery, Tag } from './model';
import type { TagInput } from './tags';

const resourceTags = (tags: readonly Tag[] = []) => Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));

/** A permission on a namespace by id or ARN. */
export function onNamespace({ namespaces, lab }: Discovery, action: string, asked: string | undefined): readonly Access[] {
  const id = idOf(asked);
  const found = namespaces.get(id);
  const resource = found?.arn ?? `arn:aws:servicediscovery:${lab.region}:${lab.accountId}:namespace/${id}`;
  return [{ action: `servicediscovery:${action}`, resource, context: { 'servicediscovery:NamespaceArn': resource, ...resourceTags(found?.tags) } }];
}

/** A permission on a service by id or ARN. `named`: the action knows the service by a condition key only. */
export function onService({ services, lab }: Discovery, action: string, asked: string | undefined, named: 'resource' | 'condition' = 'resource'): readonly Access[] {
  const id = idOf(asked);
  const found = services.get(id);
  const arn = found?.arn ?? `arn:aws:servicediscovery:${lab.region}:${lab.accountId}:service/${id}`;
  const context = { 'servicediscovery:ServiceArn': arn, ...named === 'resource' ? resourceTags(found?.tags) : {} };
  return [{ action: `servicediscovery:${action}`, resource: named === 'resource' ? arn : '*', context }];
}

/** A permission that knows a service by its names. */
export const onNames = (action: string, namespace = '', service = ''): readonly Access[] => [{
  action: `servicediscovery:${action}`, resource: '*',
  context: { 'servicediscovery:NamespaceName': namespace, 'servicediscovery:ServiceName': service },
}];

/** The permission to make something with these tags, and to tag it. */
export function withTags(permission: readonly Access[], tags: TagInput = []): readonly Access[] {
  if (tags.length === 0) return permission;
  const requested = {
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])), 'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
  const asked = permission.map((one) => ({ ...one, context: { ...one.context, ...requested } }));
  return [...asked, { action: 'servicediscovery:TagResource', resource: '*', context: requested }];
}
