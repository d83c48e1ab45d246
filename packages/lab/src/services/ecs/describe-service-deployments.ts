import type { DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse, Failure, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { ServiceDeploymentRecord } from '../../ecs/service/history';
import { revisionSummary } from '../../ecs/service/view';
import { date } from '../../ecs/task/view';
import { type Ecs, ecsOperation } from './ecs';
import { checkedArns, historyOf, onServices } from './service-history';

export const describeServiceDeployments = (ecs: Ecs) => ecsOperation<DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse>({
  name: 'DescribeServiceDeployments',
  shape: { serviceDeploymentArns: 'strings' },
  run({ serviceDeploymentArns = [] }) {
    const serviceDeployments: ServiceDeployment[] = [];
    const failures: Failure[] = [];
    for (const arn of checkedArns('service-deployment', serviceDeploymentArns)) {
      const found = historyOf(ecs, arn).deployments.find((one) => one.serviceDeploymentArn === arn);
      if (found === undefined) {
        failures.push({ arn, reason: 'MISSING' });
      } else {
        serviceDeployments.push(view(ecs, found));
      }
    }
    return { serviceDeployments, failures };
  },
  access: ({ serviceDeploymentArns = [] }) => onServices(ecs, 'DescribeServiceDeployments', serviceDeploymentArns),
});

function view({ control }: Ecs, record: ServiceDeploymentRecord): ServiceDeployment {
  const service = control.tables.services.get(record.serviceArn);
  const alive = service === undefined ? [] : control.tasksOf(service).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  const summary = (revisionArn: string) => (service === undefined ? { arn: revisionArn }
    : revisionSummary(service, `ecs-svc/${revisionArn.slice(revisionArn.lastIndexOf('/') + 1)}`, alive));
  const breaker = record.deploymentConfiguration.deploymentCircuitBreaker;
  const monitored = (enabled: boolean, triggered: boolean) => (!enabled ? 'DISABLED' as const : triggered ? 'TRIGGERED' as const
    : record.finishedAt === undefined ? 'MONITORING' as const : 'MONITORING_COMPLETE' as const);
  const { triggeredAlarms = [] } = record;
  return {
    serviceDeploymentArn: record.serviceDeploymentArn, serviceArn: record.serviceArn, clusterArn: record.clusterArn,
    createdAt: date(record.createdAt), startedAt: date(record.createdAt), updatedAt: date(record.updatedAt), finishedAt: date(record.finishedAt),
    stoppedAt: record.status === 'STOPPED' ? date(record.finishedAt) : undefined,
    sourceServiceRevisions: record.sourceRevisionArns.map(summary), targetServiceRevision: summary(record.targetRevisionArn),
    status: record.status, statusReason: record.statusReason, deploymentConfiguration: record.deploymentConfiguration,
    rollback: record.rollbackRevisionArn === undefined ? undefined
      : { reason: record.statusReason, startedAt: date(record.updatedAt), serviceRevisionArn: record.rollbackRevisionArn },
    deploymentCircuitBreaker: {
      status: monitored(breaker?.enable === true, record.statusReason !== undefined && triggeredAlarms.length === 0),
      failureCount: record.failedTasks, threshold: record.threshold,
    },
    alarms: {
      status: monitored(record.alarmsWatched === true, triggeredAlarms.length > 0),
      alarmNames: record.deploymentConfiguration.alarms?.alarmNames ?? [], triggeredAlarmNames: [...triggeredAlarms],
    },
  };
}
