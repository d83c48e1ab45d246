import type { PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { putSetting } from './account-settings';
import { type Ecs, ecsOperation } from './ecs';

export const putAccountSettingDefault = (ecs: Ecs) => ecsOperation<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse>({
  name: 'PutAccountSettingDefault',
  shape: { name: 'string', value: 'string' },
  run: ({ name, value }) => ({ setting: putSetting(ecs, name, value, undefined) }),
  access: ({ name = '' }) => [allow('PutAccountSettingDefault', '*', { 'ecs:account-setting': name })],
});
