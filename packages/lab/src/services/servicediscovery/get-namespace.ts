import { accepting } from '../support/accepting';
import { onNamespace } from './access';
import { unsupported } from './errors';
import { findNamespace } from './find';
import type { Discovery } from './model';
import { namespaceView } from './view';

export const getNamespace = (discovery: Discovery) => accepting<{ readonly Id?: string }, object>('GetNamespace', ['Id'], unsupported,
  ({ Id }) => ({ Namespace: namespaceView(discovery, findNamespace(discovery, Id)) }),
  ({ Id }) => onNamespace(discovery, 'GetNamespace', Id));
