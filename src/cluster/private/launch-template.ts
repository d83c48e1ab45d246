import { aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam } from 'aws-cdk-lib';

/** What the instances of a capacity are made of. */
export interface LaunchTemplateOptions {
  /** Role of the instances. */
  readonly role: iam.IRole;
  /** Type of the instances; t3.medium where it is left out. */
  readonly instanceType?: ec2.InstanceType;
  /** Image of the instances; the ECS-optimized Amazon Linux 2023 image where it is left out. */
  readonly machineImage?: ec2.IMachineImage;
  /** Whether the instances are Spot instances. */
  readonly spot?: boolean;
  /** Security group of the instances. */
  readonly securityGroup: ec2.ISecurityGroup;
}

/** Size of the root volume in GiB: the least that the ECS-optimized images take. */
const ROOT_VOLUME_GIB = 30;

/** The launch template of container instances; written out so that no feature flag can turn it into a launch configuration. */
export function launchTemplateProps(options: LaunchTemplateOptions): ec2.LaunchTemplateProps {
  const instanceType = options.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM);
  return {
    role: options.role,
    instanceType,
    machineImage: options.machineImage ?? ecs.EcsOptimizedImage.amazonLinux2023(hardwareOf(instanceType)),
    securityGroup: options.securityGroup,
    userData: ec2.UserData.forLinux(),
    requireImdsv2: true,
    httpPutResponseHopLimit: 1,
    spotOptions: options.spot ? {} : undefined,
    blockDevices: [{
      deviceName: '/dev/xvda',
      volume: ec2.BlockDeviceVolume.ebs(ROOT_VOLUME_GIB, { encrypted: true, volumeType: ec2.EbsDeviceVolumeType.GP3 }),
    }],
  };
}

function hardwareOf(instanceType: ec2.InstanceType): ecs.AmiHardwareType {
  return instanceType.architecture === ec2.InstanceArchitecture.ARM_64 ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD;
}
