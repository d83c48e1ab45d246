import { IConstruct } from 'constructs';

/** An existing cluster and settings, of which a new one would be made. */
interface ClusterSettings {
  readonly cluster?: IConstruct;
  readonly clusterName?: unknown;
  readonly containerInsights?: unknown;
  readonly execConfiguration?: unknown;
}

/** Refuses settings of a new cluster beside a cluster that is there already: nothing would apply them. */
export function refuseSettingsOf(path: string, props: ClusterSettings | undefined): void {
  const settings = (['clusterName', 'containerInsights', 'execConfiguration'] as const).filter((name) => props?.[name] !== undefined);
  if (props?.cluster !== undefined && settings.length > 0) {
    throw new Error(`a cluster that is there already keeps its settings: '${path}' got cluster '${props.cluster.node.path}' and ${settings.join(', ')}, `
      + 'allowed is the one or the other; set them where the cluster is defined');
  }
}
