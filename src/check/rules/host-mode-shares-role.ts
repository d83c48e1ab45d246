import { Finding, warning } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** Neither the hop limit nor a firewall rule stands between a host-mode task and the metadata of its instance. */
export function hostModeSharesRole({ path, task, launchType, ours }: ServiceModel): Finding[] {
  if (ours || launchType !== 'EC2' || task?.networkMode !== 'host') {
    return [];
  }
  return [warning('hostModeInstanceRole', `every host-mode task can take the role of its instance: those of service '${path}' too, whatever the hop limit; `
    + 'keep that role small, and do not share the instances with tasks that you trust less')];
}
