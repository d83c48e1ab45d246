import type { Attribute, DeleteAttributesRequest, DeleteAttributesResponse } from '@aws-sdk/client-ecs';
import { ATTRIBUTES, attributeTarget, checkedAttributes } from './attributes';
import { type Ecs, ecsOperation } from './ecs';
import { onInstances } from './instances';

export const deleteAttributes = (ecs: Ecs) => ecsOperation<DeleteAttributesRequest, DeleteAttributesResponse>({
  name: 'DeleteAttributes',
  shape: { cluster: 'string', attributes: ATTRIBUTES },
  run({ cluster, attributes }) {
    const deleted = checkedAttributes(attributes).flatMap((attribute): Attribute[] => {
      const target = attributeTarget(ecs, cluster, attribute);
      const gone = target.attributes.find(({ name, value }) => name === attribute.name
        && (attribute.value === undefined || value === attribute.value));
      if (gone === undefined) {
        return [];
      }
      ecs.control.saveInstance({ ...target, attributes: target.attributes.filter((one) => one !== gone) });
      return [{ ...gone, targetType: 'container-instance', targetId: target.containerInstanceArn }];
    });
    return { attributes: deleted };
  },
  access: ({ cluster, attributes = [] }) => onInstances(ecs, 'DeleteAttributes', cluster, attributes.map(({ targetId = '' }) => targetId)),
});
