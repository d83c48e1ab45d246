import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { InstanceType } from '../../../instance/types';

export const instanceTypeView = ({ name, vcpus, memoryMiB, architecture, interfaces }: InstanceType): InstanceTypeInfo => ({
  InstanceType: name as InstanceTypeInfo['InstanceType'],
  CurrentGeneration: true,
  BareMetal: false,
  SupportedUsageClasses: ['on-demand'],
  SupportedRootDeviceTypes: ['ebs'],
  SupportedVirtualizationTypes: ['hvm'],
  ProcessorInfo: { SupportedArchitectures: [architecture] },
  VCpuInfo: { DefaultVCpus: vcpus },
  MemoryInfo: { SizeInMiB: memoryMiB },
  NetworkInfo: { MaximumNetworkInterfaces: interfaces },
  BurstablePerformanceSupported: /^t\d/.test(name),
});
