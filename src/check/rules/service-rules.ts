import { awsVpcTasksGetOut } from './awsvpc-tasks-get-out';
import { execReachesTasks } from './exec-reaches-tasks';
import { externalTasksHaveNoInterfaces } from './external-tasks-have-no-interfaces';
import { hostModeSharesRole } from './host-mode-shares-role';
import { Room } from './host-port-room';
import { rollingMakesProgress } from './rolling-makes-progress';
import { servicesGoBeforeCapacity } from './services-go-before-capacity';
import { Finding } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** A rule that looks at one service. */
type ServiceRule = (service: ServiceModel) => Finding[];

const SERVICE_RULES: readonly ServiceRule[] = [
  execReachesTasks,
  awsVpcTasksGetOut,
  externalTasksHaveNoInterfaces,
  hostModeSharesRole,
  servicesGoBeforeCapacity,
];

/** Everything that the rules have to say about a service; Fargate has no instances, and so no network modes. */
export function serviceFindings(service: ServiceModel, room?: Room): Finding[] {
  return service.launchType === 'FARGATE' || service.launchType === 'unknown' ? []
    : [...SERVICE_RULES.flatMap((rule) => rule(service)), ...rollingMakesProgress(service, room)];
}
