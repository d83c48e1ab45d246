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

/** What a setting can be, where that is not free: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html */
const SETTING_VALUES: Readonly<Record<string, readonly string[]>> = {
  containerInsights: ['enhanced', 'enabled', 'disabled'],
  fargateFIPSMode: ['enabled', 'disabled'],
  tagResourceAuthorization: ['on', 'off'],
  fargateTaskRetirementWaitPeriod: ['0', '7', '14'],
  defaultLogDriverMode: ['blocking', 'non-blocking'],
};

export function settingOf({ control, lab }: Ecs, name: string, principalArn: string | undefined): Setting {
  const value = control.tables.accountSettings.get(name)?.value ?? SETTING_DEFAULTS[name] ?? '';
  return { name: name as Setting['name'], value, principalArn: principalArn ?? `arn:aws:iam::${lab.accountId}:root`, type: 'user' };
}

/** The setting as it was, which is forgotten. */
export function deleteSetting(ecs: Ecs, name: string | undefined, principalArn: string | undefined): Setting {
  const known = knownName(name);
  const setting = settingOf(ecs, known, principalArn);
  ecs.control.tables.accountSettings.delete(known);
  return setting;
}

function knownName(name: string | undefined): string {
  if (name === undefined || !Object.hasOwn(SETTING_DEFAULTS, name)) {
    throw invalidParameter(`The account setting ${name ?? ''} is not valid; allowed are ${Object.keys(SETTING_DEFAULTS).join(', ')}.`);
  }
  return name;
}

/** Keeps a setting for the whole account: the lab has one person. */
export function putSetting(ecs: Ecs, name: string | undefined, value: string | undefined, principalArn: string | undefined): Setting {
  const known = knownName(name);
  if (value === undefined) {
    throw invalidParameter(`The account setting ${known} has no value; give one.`);
  }
  const isArnFormat = known.endsWith('LongArnFormat');
  if ((isArnFormat || known === 'awsvpcTrunking') && value !== SETTING_DEFAULTS[known]) {
    throw invalidParameter(`The account setting ${known} can only be ${SETTING_DEFAULTS[known]} in this lab.`);
  }
  const allowed = SETTING_VALUES[known];
  if (allowed?.includes(value) === false) {
    throw invalidParameter(`The value ${value} of the account setting ${known} is not valid; allowed are ${allowed.join(', ')}.`);
  }
  ecs.control.tables.accountSettings.put(known, { name: known, value });
  return settingOf(ecs, known, principalArn);
}
