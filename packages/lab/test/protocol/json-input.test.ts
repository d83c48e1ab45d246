import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { checkJsonInput } from '../../src/protocol/json-input';
import { loadModel, shapeOf, typeOf } from '../../src/protocol/model';
import { logsService } from '../../src/services/logs/registry';
import { startTestLab } from '../support/lab';

/** Something that no member of the type can be. */
const wrongFor = (isSimple: boolean): unknown => isSimple ? { not: ['this'] } : 'not this';

describe('the input of JSON services that have a model', () => {
  for (const service of ['logs', 'ssm']) {
    it(`is refused by its place, member for member of every operation of ${service}, where its type is another one`, async () => {
      const model = await loadModel(service);
      let members = 0;
      for (const [operation, { input }] of Object.entries(model.operations)) {
        for (const [name, reference] of Object.entries(model.shapes[input ?? '']?.members ?? {})) {
          members += 1;
          assert.throws(() => checkJsonInput(model, operation, { [name]: wrongFor(shapeOf(model, typeOf(reference)) === undefined) }),
            { code: 'SerializationException', message: new RegExp(`^${name}: expected a `) }, `${operation}.${name}`);
          assert.doesNotThrow(() => checkJsonInput(model, operation, { [name]: null }));
        }
        assert.throws(() => checkJsonInput(model, operation, { Colour: 'red' }), { code: 'SerializationException', message: /does not know Colour/ });
      }
      assert.ok(members > 40, String(members));
    });
  }

  it('is looked at inside of lists, structures and maps', async () => {
    const model = await loadModel('ssm');
    const send = (input: object) => checkJsonInput(model, 'SendCommand', input);
    send({ DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'], Targets: [{ Key: 'tag:a', Values: ['b'] }], Parameters: { commands: ['ls'] } });
    assert.throws(() => send({ InstanceIds: ['i-1', 2] }), { message: 'InstanceIds[1]: expected a string, got 2.' });
    assert.throws(() => send({ Targets: [{ Key: 'a', Vales: [] }] }), { message: 'SendCommand does not know Targets[0].Vales; known there are Key, Values.' });
    assert.throws(() => send({ Parameters: { commands: 'ls' } }), { message: 'Parameters.commands: expected a list, got "ls".' });
  });

  it('is answered to the caller', async (context) => {
    const lab = await startTestLab((core) => [logsService({ lab: core.lab })]);
    context.after(() => lab.stop());
    await assert.rejects(new CloudWatchLogsClient(lab.clientOptions).send(new DescribeLogGroupsCommand({ limit: 'many' as unknown as number })), {
      name: 'SerializationException', message: 'limit: expected a number, got "many".' });
  });
});
