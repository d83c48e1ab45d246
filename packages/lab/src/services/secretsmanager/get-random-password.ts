import type { Operation } from '../../gateway/operation';
import { type PasswordRules, randomPassword } from './random-password';

export const getRandomPassword = (): Operation<PasswordRules, object> => ({
  run: (rules) => ({ RandomPassword: randomPassword(rules) }),
});
