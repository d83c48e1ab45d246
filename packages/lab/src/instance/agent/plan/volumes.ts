import type { ContainerDefinition, TaskDefinition, Volume } from '@aws-sdk/client-ecs';
import { ContainerFailure } from './container-failure';

export interface VolumeToCreate {
  readonly Name: string;
  readonly Driver?: string;
  readonly DriverOpts?: Record<string, string>;
  readonly Labels?: Record<string, string>;
  /** Lives and ends with the task. */
  readonly ofTask: boolean;
  /** Nobody makes it: without it the task cannot run. */
  readonly mustExist: boolean;
}

/** Name of a volume that belongs to one task. */
const taskVolumeName = ({ family = '', revision = 0 }: TaskDefinition, volume: string, taskId: string) =>
  `ecs-${family}-${revision}-${volume}-${taskId.slice(0, 20)}`;

/** The engine's volumes that a task's containers mount; a volume with a path on the instance is none. */
export function taskVolumes(definition: TaskDefinition, taskId: string): VolumeToCreate[] {
  return (definition.volumes ?? []).flatMap((volume) => {
    if (volume.host?.sourcePath !== undefined) {
      return [];
    }
    const settings = volume.dockerVolumeConfiguration;
    const shared = settings?.scope === 'shared';
    return [{
      Name: shared ? volume.name ?? '' : taskVolumeName(definition, volume.name ?? '', taskId),
      Driver: settings?.driver,
      DriverOpts: settings?.driverOpts,
      Labels: settings?.labels,
      ofTask: !shared,
      mustExist: shared && settings.autoprovision !== true,
    }];
  });
}

/** `Binds` of a container: `<source>:<path>[:ro]`. */
export function containerBinds(container: ContainerDefinition, definition: TaskDefinition, taskId: string): string[] {
  return (container.mountPoints ?? []).map(({ sourceVolume, containerPath, readOnly }) => {
    const volume = definition.volumes?.find(({ name }) => name === sourceVolume);
    if (volume === undefined) {
      throw new ContainerFailure('CannotCreateContainerError', `container '${container.name ?? ''}' mounts the unknown volume '${sourceVolume ?? ''}'`);
    }
    const source = volume.host?.sourcePath
      ?? (volume.dockerVolumeConfiguration?.scope === 'shared' ? volume.name ?? '' : taskVolumeName(definition, volume.name ?? '', taskId));
    return `${source}:${containerPath ?? ''}${readOnly === true ? ':ro' : ''}`;
  });
}

/** What a volume is that this lab does not have: for example EFS. */
export function foreignVolume(volume: Volume): string | undefined {
  const kinds = { efsVolumeConfiguration: 'EFS', fsxWindowsFileServerVolumeConfiguration: 'FSx', s3filesVolumeConfiguration: 'S3 Files' };
  const members = volume as Readonly<Record<string, unknown>>;
  const kind = Object.entries(kinds).find(([member]) => members[member] !== undefined)?.[1];
  return volume.configuredAtLaunch === true ? 'configured at launch' : kind;
}
