import { AppModel } from '../private/app-model';
import { certain, Claim, portsOf } from '../private/host-port-claims';
import { ServiceModel } from '../private/service-model';
import { TemplateFile, TemplateSource } from '../private/template-source';
import { planFindings } from '../rules/host-port-plan-findings';

/** Who takes a host port. */
export interface PlanRow {
  readonly protocol: string;
  readonly port: number;
  readonly service: string;
  /** Tasks that run at one time; null where that is known only at deploy time. */
  readonly tasks: number | null;
  /** Whether it runs a task on every instance instead. */
  readonly everyInstance: boolean;
  /** Paths of the capacities that may carry the tasks; empty where they are not in the assembly. */
  readonly reach: readonly string[];
}

/** The instances of one Auto Scaling group, and their ports. */
export interface PlanCapacity {
  readonly path: string;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** How many are certain when tasks need them: all where ECS scales the group. */
  readonly certainInstances: number;
  readonly ports: readonly PlanRow[];
}

/** The host-port plan of a cloud assembly. */
export interface PlanReport {
  readonly capacities: readonly PlanCapacity[];
  /** Ports that are taken nobody knows where. */
  readonly elsewhere: readonly PlanRow[];
  readonly findings: readonly { readonly level: string; readonly id: string; readonly message: string }[];
  /** Whether all tasks can run at one time. */
  readonly holds: boolean;
}

/** The plan of an assembly, by its stages. Throws where it has nothing to do with ECS. */
export function planReport(stages: readonly (readonly TemplateFile[])[], directory: string): PlanReport {
  const sources = stages.map((templates) => new TemplateSource(templates));
  if (!sources.some(({ resources }) => resources.some(({ cfnResourceType: type }) => type === 'AWS::ECS::Service' || type === 'AWS::ECS::Cluster'))) {
    throw new Error(`a host-port plan is made from ECS services: got '${directory}', whose templates have neither clusters nor services; give the assembly of an app that has`);
  }
  const parts = sources.map((source) => stageReport(new AppModel(source)));
  const findings = parts.flatMap((part) => part.findings);
  return {
    capacities: parts.flatMap(({ capacities }) => capacities),
    elsewhere: parts.flatMap(({ elsewhere }) => elsewhere),
    findings,
    holds: findings.every(({ level }) => level !== 'error'),
  };
}

function stageReport(model: AppModel): Omit<PlanReport, 'holds'> {
  const { claims } = model.hostPorts();
  const claimed = new Map([...claims.values()].map((claim) => [claim.path, claim]));
  const rows = model.allServices().filter(({ launchType }) => launchType === 'EC2').flatMap((service) => rowsOf(service, claimed.get(service.path)));
  return {
    capacities: model.allCapacities().map((capacity) => ({
      path: capacity.path,
      minInstances: capacity.min,
      maxInstances: capacity.max,
      certainInstances: certain(capacity),
      ports: rows.filter(({ reach }) => reach.includes(capacity.path)).sort(inOrder),
    })),
    elsewhere: rows.filter(({ reach }) => reach.length === 0).sort(inOrder),
    findings: planFindings([...claims.values()]).map(({ level, id, message }) => ({ level, id, message })),
  };
}

function rowsOf({ path, task, tasks, everyInstance }: ServiceModel, claim: Claim | undefined): PlanRow[] {
  return (task === undefined ? [] : portsOf(task)).map((key) => {
    const [port, protocol] = key.split('/');
    const reach = claim?.reach.map((capacity) => capacity.path) ?? [];
    return { protocol, port: Number(port), service: path, tasks: everyInstance ? null : tasks ?? null, everyInstance, reach };
  });
}

function inOrder(a: PlanRow, b: PlanRow): number {
  return a.protocol.localeCompare(b.protocol) || a.port - b.port || a.service.localeCompare(b.service);
}
