import { PortMappingModel, TaskModel } from '../../../src/check/private/model';
import { Finding } from '../../../src/check/private/finding';

/** A task with one container for each list of port mappings, named `a`, `b`, … */
export function task(networkMode: TaskModel['networkMode'], ...containers: Partial<PortMappingModel>[][]): TaskModel {
  return {
    networkMode,
    containers: containers.map((mappings, index) => ({
      name: String.fromCharCode(97 + index), portMappings: mappings.map((mapping) => ({ protocol: 'tcp' as const, ...mapping })),
    })),
  };
}

/** Level and id of each error and warning. */
export function ids(findings: Finding[]): string[] {
  return findings.filter(({ level }) => level !== 'hint').map(({ level, id }) => `${level} ${id.replace('cdk-ecs-network-modes:', '')}`);
}
