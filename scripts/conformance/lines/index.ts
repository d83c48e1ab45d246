import type { Line } from '../line';
import { exec } from './exec';
import { instance } from './instance';
import { lifecycle } from './lifecycle';
import { placement } from './placement';
import { plumbing } from './plumbing';
import { portLines } from './ports';
import { registration } from './registration';
import { running } from './running';
import { services } from './services';

/** The whole list, in its order. */
export const allLines: readonly Line[] = [
  ...registration, ...running, ...exec, ...instance, ...portLines, ...placement, ...lifecycle, ...services, ...plumbing,
];
