import { accepting } from '../support/accepting';
import { onService } from './access';
import { unsupported } from './errors';
import { findService } from './find';
import type { Discovery } from './model';
import { serviceView } from './view';

export const getService = (discovery: Discovery) => accepting<{ readonly Id?: string }, object>('GetService', ['Id'], unsupported,
  ({ Id }) => ({ Service: serviceView(discovery, findService(discovery, Id)) }),
  ({ Id }) => onService(discovery, 'GetService', Id));
