import type { DescribeImagesRequest, DescribeImagesResult, Image } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { MACHINE_IMAGES } from '../../lab-image';

/** The images that the public parameters name. */
export const describeImages = (ec2: Ec2) => ec2Operation<DescribeImagesRequest, DescribeImagesResult>(
  'DescribeImages', ['ImageIds', 'Owners', 'ExecutableUsers', 'IncludeDeprecated', 'IncludeDisabled', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const images = MACHINE_IMAGES.map(({ imageId, name, description, architecture }): Image & { readonly ImageId: string } => ({
      ImageId: imageId, Name: name, Description: description, Architecture: architecture, CreationDate: '2026-01-01T00:00:00.000Z', State: 'available',
      OwnerId: ec2.lab.accountId, ImageOwnerAlias: 'amazon', ImageLocation: `amazon/${name}`, ImageType: 'machine', Public: true, EnaSupport: true,
      Hypervisor: 'xen', VirtualizationType: 'hvm', RootDeviceName: '/dev/xvda', RootDeviceType: 'ebs', PlatformDetails: 'Linux/UNIX',
      BlockDeviceMappings: [], Tags: [],
    }));
    const owners = input.Owners ?? [];
    const owned = owners.length === 0 || owners.some((owner) => ['amazon', 'self', ec2.lab.accountId].includes(owner));
    const { items, next } = describe(input, input.ImageIds, {
      records: owned ? images : [],
      idOf: ({ ImageId }) => ImageId,
      tagsOf: () => [],
      notFound: notFound.image,
      fields: {
        'image-id': ({ ImageId }) => ImageId,
        'name': ({ Name }) => Name,
        'architecture': ({ Architecture }) => Architecture,
        'state': ({ State }) => State,
        'owner-alias': ({ ImageOwnerAlias }) => ImageOwnerAlias,
        'owner-id': ({ OwnerId }) => OwnerId,
        'root-device-type': ({ RootDeviceType }) => RootDeviceType,
        'virtualization-type': ({ VirtualizationType }) => VirtualizationType,
        'image-type': ({ ImageType }) => ImageType,
        'is-public': ({ Public }) => Public,
      },
    });
    return { Images: [...items], NextToken: next };
  });
