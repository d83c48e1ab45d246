import { referencesIn } from '../intrinsics/references';
import { invalid } from '../template/invalid';
import type { ResourceDefinition } from '../template/template';

/** What each node waits for, by name. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Dependencies between the resources that exist: from `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`. */
export function dependenciesOf(resources: ReadonlyMap<string, Pick<ResourceDefinition, 'properties' | 'dependsOn'>>): Dependencies {
  return new Map([...resources].map(([name, resource]) => {
    const names = [...referencesIn(resource.properties).map((reference) => reference.name), ...resource.dependsOn];
    return [name, [...new Set(names)].filter((other) => resources.has(other)).sort()];
  }));
}

/** Names in an order in which each comes after what it needs; refuses a cycle by naming its members. */
export function ordered(dependencies: Dependencies): readonly string[] {
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (name: string): void => {
    if (done.has(name) || !dependencies.has(name)) return;
    if (open.includes(name)) throw invalid(`Circular dependency between resources: [${open.slice(open.indexOf(name)).sort().join(', ')}]`);
    open.push(name);
    dependencies.get(name)?.forEach(visit);
    open.pop();
    done.add(name);
  };
  [...dependencies.keys()].forEach(visit);
  return [...done];
}
