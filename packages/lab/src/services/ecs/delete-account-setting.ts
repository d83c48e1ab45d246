import type { DeleteAccountSettingRequest, DeleteAccountSettingResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { deleteSetting } from './account-settings';
import { type Ecs, ecsOperation } from './ecs';

/** The setting has its default again. */
export const deleteAccountSetting = (ecs: Ecs) => ecsOperation<DeleteAccountSettingRequest, DeleteAccountSettingResponse>({
  name: 'DeleteAccountSetting',
  shape: { name: 'string', principalArn: 'string' },
  run: ({ name, principalArn }) => ({ setting: deleteSetting(ecs, name, principalArn) }),
  access: ({ name = '' }) => [allow('DeleteAccountSetting', '*', { 'ecs:account-setting': name })],
});
