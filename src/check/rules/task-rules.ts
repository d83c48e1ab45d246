import { awsVpcModeKeepsPorts } from './awsvpc-mode-keeps-ports';
import { fewPortsPerInstance } from './few-ports-per-instance';
import { highPortsNeedNoRoot } from './high-ports-need-no-root';
import { hostModeKeepsPorts } from './host-mode-keeps-ports';
import { hostModeUsersCanBind } from './host-mode-users-can-bind';
import { linksNeedBridge } from './links-need-bridge';
import { noneModeHasNoPorts } from './none-mode-has-no-ports';
import { oneContainerPerHostPort } from './one-container-per-host-port';
import { portsExist } from './ports-exist';
import { portsNotReserved } from './ports-not-reserved';
import { portsOutsideDynamicRange } from './ports-outside-dynamic-range';
import { Finding } from '../private/finding';
import { TaskModel } from '../private/model';

/** A rule that looks at one task definition. */
type TaskRule = (task: TaskModel) => Finding[];

const TASK_RULES: readonly TaskRule[] = [
  noneModeHasNoPorts,
  linksNeedBridge,
  hostModeKeepsPorts,
  awsVpcModeKeepsPorts,
  portsExist,
  portsNotReserved,
  oneContainerPerHostPort,
  portsOutsideDynamicRange,
  fewPortsPerInstance,
  hostModeUsersCanBind,
  highPortsNeedNoRoot,
];

/** Everything that the rules have to say about a task definition. */
export function taskFindings(task: TaskModel): Finding[] {
  return TASK_RULES.flatMap((rule) => rule(task));
}
