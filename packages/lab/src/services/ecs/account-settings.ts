import type { Setting } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { Ecs } from './ecs';

/** Every setting with its default. They are recorded; the lab always uses long ARNs. */
export const SETTING_DEFAULTS: Readonly<Record<string, string>> = {
  serviceLongArnFormat: 'enabled',
  taskLongArnFormat: 'enabled',
  containerInstanceLongArnFormat: 'enabled',
  awsvpcTrunking: 'disabled',
  containerInsights: 'disabled',
  fargateFIPSMode: 'disabled',
  tagResourceAuthorization: 'on',
  fargateTaskRetirementWaitPeriod: '7',
  guardDutyActivate: 'off',
  defaultLogDriverMode: 'non-blocking',
};

export function settingOf({ control, lab }: Ecs, name: string, principalArn: string | undefined): Setting {
  const value = control.tables.accountSettings.get(name)?.value ?? SETTING_DEFAULTS[name] ?? '';
  return { name: name as Setting['name'], value, principalArn: principalArn ?? `arn:aws:iam::${lab.accountId}:root`, type: 'user' };
}

/** Keeps a setting for the whole account: the lab has one person. */
export function putSetting(ecs: Ecs, name: string | undefined, value: string | undefined, principalArn: string | undefined): Setting {
  const known = Object.hasOwn(SETTING_DEFAULTS, name ?? '') ? name : undefined;
  if (known === undefined || value === undefined) {
    throw invalidParameter(`The account setting ${name ?? ''}=${value ?? ''} is not valid; allowed are ${Object.keys(SETTING_DEFAULTS).join(', ')}, each with a value.`);
  }
  const isArnFormat = known.endsWith('LongArnFormat');
  if ((isArnFormat || known === 'awsvpcTrunking') && value !== SETTING_DEFAULTS[known]) {
    throw invalidParameter(`The account setting ${known} can only be ${SETTING_DEFAULTS[known]} in this lab.`);
  }
  ecs.control.tables.accountSettings.put(known, { name: known, value });
  return settingOf(ecs, known, principalArn);
}
