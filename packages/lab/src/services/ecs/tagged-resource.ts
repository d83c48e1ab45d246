import type { Tag } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { AwsError } from '../../gateway/aws-error';
import type { Table } from '../../state/store';
import type { Ecs } from './ecs';

/** A resource with its tags and how to change them. */
export interface TaggedResource {
  readonly tags: readonly Tag[];
  set(tags: readonly Tag[]): void;
}

/** Any resource of ECS that has tags, by ARN. */
export function taggedResource({ control }: Ecs, arn: string): TaggedResource {
  const { tables, book } = control;
  switch (/^arn:aws:ecs:[^:]*:\d*:([a-z-]+)\//.exec(arn)?.[1]) {
    case 'cluster':
      return inTable(tables.clusters, arn);
    case 'service':
      return inTable(tables.services, arn);
    case 'task-definition':
      return inTable(tables.taskDefinitions, arn);
    case 'capacity-provider':
      return inTable(tables.capacityProviders, arn);
    case 'task': {
      const task = book.get(arn) ?? missing(arn);
      return { tags: task.tags, set: (tags) => book.put({ ...task, tags }) };
    }
    case 'container-instance': {
      const instance = book.instance(arn) ?? missing(arn);
      return { tags: instance.tags, set: (tags) => book.putInstance({ ...instance, tags }) };
    }
    default:
      throw invalidParameter(`The resource ARN '${arn}' is not valid; allowed are those of clusters, services, tasks, task definitions, `
        + 'container instances and capacity providers.');
  }
}

/** The tags of a resource for conditions, none where it does not exist. */
export function tagsOf(ecs: Ecs, arn: string): readonly Tag[] {
  try {
    return taggedResource(ecs, arn).tags;
  } catch (error) {
    if (error instanceof AwsError) {
      return [];
    }
    throw error;
  }
}

function inTable<T extends { readonly tags: readonly Tag[] }>(table: Table<T>, arn: string): TaggedResource {
  const record = table.get(arn) ?? missing(arn);
  return { tags: record.tags, set: (tags) => table.put(arn, { ...record, tags }) };
}

function missing(arn: string): never {
  throw new AwsError('ResourceNotFoundException', `The specified resource ${arn} was not found.`);
}
