import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveParameters, type StackParameter } from '../../../src/cloudformation/template/parameters';
import { parseParameterDefinition } from '../../../src/cloudformation/template/parameter-definition';
import type { Value } from '../../../src/cloudformation/resource-handler';

const ssm: Readonly<Record<string, string>> = { '/ami': 'ami-0123456789abcdef0', '/version': '32', '/list': 'a,b', '/text': 'no ami' };
const resolve = (
  definition: Readonly<Record<string, Value>>, given?: string, previous: readonly StackParameter[] = [],
): Promise<readonly StackParameter[]> => resolveParameters(
  { P: parseParameterDefinition('P', definition) },
  given === undefined ? [] : given === 'previous' ? [{ ParameterKey: 'P', UsePreviousValue: true }] : [{ ParameterKey: 'P', ParameterValue: given }],
  previous,
  (names) => Promise.resolve(new Map(names.filter((name) => ssm[name] !== undefined).map((name) => [name, ssm[name] ?? '']))),
);

describe('a parameter', () => {
  const values: readonly (readonly [what: string, definition: Readonly<Record<string, Value>>, given: string | undefined, ref: unknown])[] = [
    ['text', { Type: 'String' }, 'x', 'x'],
    ['a default', { Type: 'String', Default: 6 }, undefined, '6'],
    ['a number, as text', { Type: 'Number' }, '12', '12'],
    ['a comma-delimited list', { Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b']],
    ['a list of subnets', { Type: 'List<AWS::EC2::Subnet::Id>' }, 'subnet-1,subnet-2', ['subnet-1', 'subnet-2']],
    ['an SSM parameter', { Type: 'AWS::SSM::Parameter::Value<String>' }, '/version', '32'],
    ['an image in SSM', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/ami' }, undefined, 'ami-0123456789abcdef0'],
    ['a list in SSM', { Type: 'AWS::SSM::Parameter::Value<List<String>>' }, '/list', ['a', 'b']],
    ['a name of an SSM parameter, as it stands', { Type: 'AWS::SSM::Parameter::Name' }, '/version', '/version'],
  ];
  for (const [what, definition, given, ref] of values) {
    it(`gives ${what}`, async () => assert.deepEqual((await resolve(definition, given))[0]?.ref, ref));
  }

  const refusals: readonly (readonly [definition: Readonly<Record<string, Value>>, given: string | undefined, message: string])[] = [
    [{ Type: 'String' }, undefined, 'Parameters: [P] must have values'],
    [{ Type: 'Number' }, 'many', 'Parameter \'P\' must be a number'],
    [{ Type: 'Number', MaxValue: 3 }, '4', 'Parameter \'P\' must be a number not greater than 3'],
    [{ Type: 'String', AllowedValues: ['a'] }, 'b', 'Parameter \'P\' must be one of AllowedValues'],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', 'Parameter \'P\' must match pattern [a-z]+'],
    [{ Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'letters only' }, 'a1', 'Parameter P failed to satisfy constraint: letters only'],
    [{ Type: 'String', MinLength: 2 }, 'a', 'Parameter \'P\' must contain at least 2 characters'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '/none', 'Unable to fetch parameters [/none] from parameter store for this account.'],
    [{ Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' }, '/text', 'Parameter \'P\' must give an AMI ID, got "no ami" from SSM parameter /text'],
  ];
  for (const [definition, given, message] of refusals) {
    it(`is refused: ${message}`, () => assert.rejects(resolve(definition, given), { name: 'ValidationError', message }));
  }

  it('can keep its previous value, looked up anew in SSM', async () => {
    const [before] = await resolve({ Type: 'AWS::SSM::Parameter::Value<String>' }, '/version');
    assert.ok(before);
    const [after] = await resolve({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' }, 'previous', [{ ...before, resolvedValue: '31', ref: '31' }]);
    assert.deepEqual(after, before);
  });

  it('that the template does not have is refused', () => assert.rejects(
    resolveParameters({}, [{ ParameterKey: 'X', ParameterValue: '' }], [], () => Promise.resolve(new Map())), { message: 'Parameters: [X] do not exist in the template' }));
});
