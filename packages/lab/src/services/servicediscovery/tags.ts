import { AwsError } from '../../gateway/aws-error';
import { invalidInput } from './errors';
import { idOf } from './find';
import type { Discovery, Tag } from './model';

const MOST = 50;

export type TagInput = readonly Partial<Tag>[];

export function checkedTags(tags: TagInput = []): readonly Tag[] {
  const checked = tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
  const wrong = checked.find(({ Key }, index) => Key === '' || Key.length > 128 || checked.findIndex((other) => other.Key === Key) !== index);
  if (wrong) throw invalidInput(`The tag key ${JSON.stringify(wrong.Key)} is empty, too long or given twice; 1 to 128 characters are allowed, each key once.`);
  if (checked.length > MOST) throw new AwsError('TooManyTagsException', `${checked.length} tags are given; a resource can have ${MOST}.`);
  return checked;
}

/** A namespace or service by its ARN. */
export interface Tagged {
  readonly tags: readonly Tag[];
  /** Replaces them. */
  save(tags: readonly Tag[]): void;
}

export function findTagged({ namespaces, services }: Discovery, arn = ''): Tagged {
  const namespace = namespaces.get(idOf(arn));
  if (namespace?.arn === arn) return { tags: namespace.tags, save: (tags) => namespaces.put(namespace.id, { ...namespace, tags }) };
  const service = services.get(idOf(arn));
  if (service?.arn === arn) return { tags: service.tags, save: (tags) => services.put(service.id, { ...service, tags }) };
  throw new AwsError('ResourceNotFoundException', `The resource ${JSON.stringify(arn)} does not exist.`);
}
