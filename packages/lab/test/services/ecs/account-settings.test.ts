import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateTaskSetCommand, DeleteAccountSettingCommand, ListAccountSettingsCommand, PutAccountSettingCommand, SubmitTaskStateChangeCommand,
  UpdateContainerAgentCommand,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('account settings and operations without a job here', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab(); });
  afterEach(() => lab.stop());

  it('keeps a setting until it is deleted, then it has its default again', async () => {
    const value = async () => (await lab.ecs.send(new ListAccountSettingsCommand({ name: 'containerInsights', effectiveSettings: true }))).settings?.[0]?.value;
    await lab.ecs.send(new PutAccountSettingCommand({ name: 'containerInsights', value: 'enabled' }));
    assert.equal(await value(), 'enabled');
    const { setting } = await lab.ecs.send(new DeleteAccountSettingCommand({ name: 'containerInsights' }));
    assert.equal(setting?.value, 'enabled');
    assert.equal(await value(), 'disabled');
    await assert.rejects(lab.ecs.send(new DeleteAccountSettingCommand({ name: 'other' as 'containerInsights' })), { name: 'InvalidParameterException' });
  });

  it('refuses a value that a setting cannot have', async () => {
    await assert.rejects(lab.ecs.send(new PutAccountSettingCommand({ name: 'containerInsights', value: 'maybe' })), {
      name: 'InvalidParameterException', message: 'The value maybe of the account setting containerInsights is not valid; allowed are enhanced, enabled, disabled.' });
    const { setting } = await lab.ecs.send(new PutAccountSettingCommand({ name: 'fargateTaskRetirementWaitPeriod', value: '14' }));
    assert.equal(setting?.value, '14');
  });

  it('has no newer agent for an instance', async () => {
    const { arn } = await lab.addInstance();
    await assert.rejects(lab.ecs.send(new UpdateContainerAgentCommand({ containerInstance: arn })), {
      name: 'NoUpdateAvailableException', message: 'There is no update available for your container agent.' });
    await assert.rejects(lab.ecs.send(new UpdateContainerAgentCommand({ containerInstance: 'f'.repeat(32) })), { name: 'InvalidParameterException' });
  });

  it('refuses task sets and what only agents call, by name and with what to do', async () => {
    await assert.rejects(lab.ecs.send(new CreateTaskSetCommand({ cluster: 'c', service: 's', taskDefinition: 't' })), {
      name: 'UnsupportedFeatureException', message: 'CreateTaskSet is not there in this lab; task sets are for the deployment controllers EXTERNAL and '
        + 'CODE_DEPLOY, use ECS.' });
    await assert.rejects(lab.ecs.send(new SubmitTaskStateChangeCommand({})), { name: 'UnsupportedFeatureException', message: /without calls/ });
  });
});
