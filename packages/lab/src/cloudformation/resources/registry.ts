import type { ResourceHandler } from '../resource-handler';
import { isCustomType } from '../schema/load';
import { NO_OP_HANDLERS } from './no-op';
import { recordHandler } from './record';
import { RECORDED_TYPES } from './reviewed-list';

/** Which resource types a lab can make, and who makes them. */
export interface ResourceRegistry {
  get(typeName: string): ResourceHandler | undefined;
  /** Whether a type is only written down. */
  isRecorded(typeName: string): boolean;
  /** All types, sorted, for refusals and for the generated table of what is supported. */
  readonly typeNames: readonly string[];
  readonly recordedTypeNames: readonly string[];
}

/** Handlers of the lab's services come first; records fill in what none of them makes. Two handlers of one type are refused. */
export function createResourceRegistry(handlers: readonly ResourceHandler[], customResource: ResourceHandler): ResourceRegistry {
  const byType = new Map<string, ResourceHandler>();
  for (const handler of [...handlers, ...NO_OP_HANDLERS]) {
    if (byType.has(handler.typeName)) throw new Error(`resource type ${handler.typeName} has two handlers: remove one`);
    byType.set(handler.typeName, handler);
  }
  const recorded = new Set<string>();
  for (const type of RECORDED_TYPES) {
    if (byType.has(type.typeName)) continue;
    byType.set(type.typeName, recordHandler(type));
    recorded.add(type.typeName);
  }
  return {
    get: (typeName) => (isCustomType(typeName) ? customResource : byType.get(typeName)),
    isRecorded: (typeName) => recorded.has(typeName),
    typeNames: [...byType.keys(), 'AWS::CloudFormation::CustomResource', 'Custom::*'].sort(),
    recordedTypeNames: [...recorded].sort(),
  };
}
