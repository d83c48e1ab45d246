import type { PutAccountSettingRequest, PutAccountSettingResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { putSetting } from './account-settings';
import { type Ecs, ecsOperation } from './ecs';

export const putAccountSetting = (ecs: Ecs) => ecsOperation<PutAccountSettingRequest, PutAccountSettingResponse>({
  name: 'PutAccountSetting',
  shape: { name: 'string', value: 'string', principalArn: 'string' },
  run: ({ name, value, principalArn }) => ({ setting: putSetting(ecs, name, value, principalArn) }),
  access: ({ name = '' }) => [allow('PutAccountSetting', '*', { 'ecs:account-setting': name })],
});
