import { conditionsIn, referencesIn } from '../intrinsics/references';
import { refusedReferences } from '../intrinsics/dynamic-references';
import type { Value } from '../resource-handler';
import { invalid, malformed } from './invalid';
import { isPseudoParameter } from './pseudo-parameters';
import type { Template } from './template';

/** Refuses names that the template does not define, wherever they are used: before anything is evaluated or made. */
export function checkReferences(template: Template): void {
  for (const [name, resource] of Object.entries(template.resources)) {
    checkBlock(template, 'Resources', resource.properties);
    const refused = refusedReferences(resource.type, resource.properties);
    if (refused !== undefined) throw invalid(refused.startsWith('SSM Secure') ? refused : `Template error: resource ${name}: ${refused}`);
    checkBlock(template, 'Resources', resource.policies);
    checkNames('Resources', resource.dependsOn.filter((other) => !Object.hasOwn(template.resources, other)));
    if (resource.dependsOn.includes(name)) throw invalid(`Circular dependency between resources: [${name}]`);
    checkCondition(template, 'Resources', resource.condition);
  }
  for (const output of Object.values(template.outputs)) {
    checkBlock(template, 'Outputs', [output.value, output.exportName ?? '']);
    checkCondition(template, 'Outputs', output.condition);
  }
}

function checkBlock(template: Template, block: string, value: Value): void {
  const unresolved: string[] = [];
  for (const { kind, name } of referencesIn(value)) {
    if (Object.hasOwn(template.resources, name)) continue;
    if (kind === 'GetAtt') throw invalid(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
    if (!Object.hasOwn(template.parameters, name) && !isPseudoParameter(name)) unresolved.push(name);
  }
  checkNames(block, unresolved);
  for (const condition of conditionsIn(value)) checkCondition(template, block, condition);
}

function checkNames(block: string, unresolved: readonly string[]): void {
  if (unresolved.length === 0) return;
  throw malformed(`Unresolved resource dependencies [${[...new Set(unresolved)].join(', ')}] in the ${block} block of the template`);
}

function checkCondition(template: Template, block: string, condition: string | undefined): void {
  if (condition === undefined || Object.hasOwn(template.conditions, condition)) return;
  throw malformed(`Unresolved condition dependency ${condition} in the ${block} block of the template`);
}
