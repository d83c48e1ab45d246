import type { Attribute, PutAttributesRequest, PutAttributesResponse } from '@aws-sdk/client-ecs';
import { ATTRIBUTES, attributeTarget, checkedAttributes } from './attributes';
import { type Ecs, ecsOperation } from './ecs';
import { onInstances } from './instances';

export const putAttributes = (ecs: Ecs) => ecsOperation<PutAttributesRequest, PutAttributesResponse>({
  name: 'PutAttributes',
  shape: { cluster: 'string', attributes: ATTRIBUTES },
  run({ cluster, attributes }) {
    const put = checkedAttributes(attributes).map((attribute): Attribute => {
      const { name, value } = attribute;
      const target = attributeTarget(ecs, cluster, attribute);
      ecs.control.saveInstance({ ...target, attributes: [...target.attributes.filter((one) => one.name !== name), { name, value }] });
      return { name, value, targetType: 'container-instance', targetId: target.containerInstanceArn };
    });
    return { attributes: put };
  },
  access: ({ cluster, attributes = [] }) => onInstances(ecs, 'PutAttributes', cluster, attributes.map(({ targetId = '' }) => targetId)),
});
