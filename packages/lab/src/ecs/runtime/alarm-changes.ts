import type { EcsControlPlane } from '../scheduler-runtime';
import { alarmsOf } from '../service/alarms';

/** An alarm has changed: looks at the services whose deployments it may be for. */
export function alarmsChanged(control: Pick<EcsControlPlane, 'tables' | 'touch'>): void {
  for (const service of control.tables.services.list()) {
    if (service.status === 'ACTIVE' && alarmsOf(service).length > 0) {
      control.touch(service.clusterArn);
    }
  }
}
