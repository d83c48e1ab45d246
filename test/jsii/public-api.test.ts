import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { abbreviationsIn } from './abbreviations';
import { repositoryHas, ROOT, testWith } from '../support/tools';

interface Parameter {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
}

interface Member {
  readonly name?: string;
  readonly parameters?: Parameter[];
  readonly optional?: boolean;
  readonly overrides?: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface Type {
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly docs?: { readonly summary?: string };
  readonly interfaces?: string[];
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly initializer?: Member;
}

const found = repositoryHas('.jsii');
const types: Type[] = found ? Object.values((JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: Record<string, Type> }).types) : [];
const members = types.flatMap((type) => [...type.properties ?? [], ...type.methods ?? [], ...type.initializer ? [type.initializer] : []]
  .map((member) => ({ type, member, path: `${type.fqn}.${member.name ?? 'constructor'}` })));
const testApi = testWith('the assembly of jsii (.jsii)', found, 'npx projen compile makes it');

testApi('has the constructs of the library', () => {
  expect(types.map(({ fqn }) => fqn.split('.')[1])).toEqual(expect.arrayContaining(
    [
      'AwsVpcModeEc2Service', 'BridgeModeEc2Service', 'Ec2Capacity', 'Ec2CapacityCluster', 'HostModeEc2Service', 'NoneModeEc2Service', 'NetworkModeChecks',
      'NetworkModesWorkshop',
    ]));
});

testApi('has no type that says nothing', () => {
  expect(members.filter(({ member }) => JSON.stringify(member).includes('"primitive":"any"')).map(({ path }) => path)).toEqual([]);
});

testApi('spells its names out', () => {
  const names = [
    ...types.map(({ fqn }) => [fqn, fqn.split('.')[1]]),
    ...members.flatMap(({ path, member }) => [[path, member.name ?? ''], ...(member.parameters ?? []).map(({ name }) => [`${path}(${name})`, name])]),
  ];
  expect(names.flatMap(([path, name]) => abbreviationsIn(name).map((word) => `${path}: ${word}`))).toEqual([]);
});

test('a name is told from an abbreviation', () => {
  expect(['taskDefinitionArn', 'memoryLimitMiB', 'awsVpcDemo', 'RESOURCE_PORTS', 'allOf', 'enableExecuteCommand'].flatMap(abbreviationsIn)).toEqual([]);
  expect(['svcName', 'taskDef', 'hostCfg', 'LB_PORT', 'numTasks'].map((name) => abbreviationsIn(name))).toEqual([['svc'], ['def'], ['cfg'], ['lb'], ['num']]);
});

testApi('describes every parameter', () => {
  const silent = members.flatMap(({ path, member }) => member.name === undefined || member.overrides ? [] : (member.parameters ?? [])
    .filter(({ docs }) => !docs?.summary).map(({ name }) => `${path}(${name})`));
  expect(silent).toEqual([]);
});

testApi('has no unions in properties', () => {
  expect(members.filter(({ member }) => JSON.stringify(member).includes('"union"')).map(({ path }) => path)).toEqual([]);
});

testApi('tells the default of everything optional', () => {
  const silent = members.filter(({ type, member }) => type.datatype && member.optional && !member.docs?.default);
  expect(silent.map(({ path }) => path)).toEqual([]);
  const empty = members.filter(({ member }) => /^(undefined|none)?$/.test(member.docs?.default ?? '-'));
  expect(empty.map(({ path }) => path)).toEqual([]);
});

testApi('describes every type and every member', () => {
  const silent = members.filter(({ member }) => member.name && !member.docs?.summary && !member.overrides);
  expect([...types.filter(({ docs }) => !docs?.summary).map(({ fqn }) => fqn), ...silent.map(({ path }) => path)]).toEqual([]);
});

testApi('has few properties for each construct', () => {
  const structs = new Map(types.filter(({ datatype }) => datatype).map((type) => [type.fqn, type]));
  const count = (fqn: string): number => {
    const struct = structs.get(fqn);
    return struct === undefined ? 0 : (struct.properties?.length ?? 0) + (struct.interfaces ?? []).reduce((sum, base) => sum + count(base), 0);
  };
  expect([...structs.keys()].filter((fqn) => count(fqn) > 12)).toEqual([]);
});
