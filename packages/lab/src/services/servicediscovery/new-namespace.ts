import { AwsError } from '../../gateway/aws-error';
import { invalidInput } from './errors';
import { nameMark, namespaceId } from './ids';
import type { Discovery, NamespaceRecord } from './model';
import { checkedTags, type TagInput } from './tags';

export interface NamespaceInput {
  readonly Name?: string;
  readonly CreatorRequestId?: string;
  readonly Description?: string;
  readonly Tags?: TagInput;
}

/** What every new namespace has. Throws for one that is there already. */
export function newNamespace(discovery: Discovery, type: NamespaceRecord['type'], input: NamespaceInput, longest: number): NamespaceRecord {
  const { Name: name = '', CreatorRequestId: creatorRequestId, Description: description } = input;
  const { lab, namespaces } = discovery;
  if (!/^[!-~]+$/.test(name) || name.length > longest || name.startsWith('arn:')) {
    throw invalidInput(`The namespace name ${JSON.stringify(name)} is not valid; 1 to ${longest} printable characters are allowed, not beginning with arn:.`);
  }
  const known = namespaces.list();
  const alike = known.filter((one) => one.type === type && one.name === name);
  const existing = alike.find((one) => type === 'HTTP' || (creatorRequestId !== undefined && one.creatorRequestId === creatorRequestId));
  if (existing !== undefined) {
    throw new AwsError('NamespaceAlreadyExists', `The namespace ${JSON.stringify(name)} already exists.`, 400, {
      NamespaceId: existing.id, CreatorRequestId: existing.creatorRequestId,
    });
  }
  const id = namespaceId();
  return {
    id, arn: `arn:aws:servicediscovery:${lab.region}:${lab.accountId}:namespace/${id}`, name, type,
    httpName: known.some(({ httpName }) => httpName === name) ? `${name}-${nameMark()}` : name,
    createdAt: lab.clock.now().toISOString(), tags: checkedTags(input.Tags),
    ...description === undefined ? {} : { description }, ...creatorRequestId === undefined ? {} : { creatorRequestId },
  };
}
