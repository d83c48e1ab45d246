import type { ListAccountSettingsRequest, ListAccountSettingsResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { SETTING_DEFAULTS, settingOf } from './account-settings';
import { type Ecs, ecsOperation } from './ecs';
import { pageOf } from './paging';

/** Those that have been set, or with `effectiveSettings` all of them. */
export const listAccountSettings = (ecs: Ecs) => ecsOperation<ListAccountSettingsRequest, ListAccountSettingsResponse>({
  name: 'ListAccountSettings',
  shape: {
    name: 'string', value: 'string', principalArn: 'string', effectiveSettings: 'boolean', nextToken: 'string', maxResults: 'integer' },
  run({ name, value, principalArn, effectiveSettings = false, ...paged }) {
    const names = effectiveSettings ? Object.keys(SETTING_DEFAULTS) : ecs.control.tables.accountSettings.list().map((setting) => setting.name);
    const found = names.filter((one) => name === undefined || one === name)
      .map((one) => settingOf(ecs, one, principalArn))
      .filter((setting) => value === undefined || setting.value === value);
    const { items, nextToken } = pageOf(found, paged);
    return { settings: items, nextToken };
  },
  access: () => [allow('ListAccountSettings', '*')],
});
