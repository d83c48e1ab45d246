import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { randomPassword } from '../../../src/services/secretsmanager/random-password';

const TYPES = { ExcludeLowercase: /[a-z]/, ExcludeUppercase: /[A-Z]/, ExcludeNumbers: /[0-9]/, ExcludePunctuation: /[!-/:-@[-`{-~]/ } as const;
const rules = fc.record({
  PasswordLength: fc.integer({ min: 5, max: 80 }), ExcludeLowercase: fc.boolean(), ExcludeUppercase: fc.boolean(), ExcludeNumbers: fc.boolean(),
  ExcludePunctuation: fc.boolean(), IncludeSpace: fc.boolean(), ExcludeCharacters: fc.constantFrom('', 'aeiou', '"@/\\', '0O1l'),
});

describe('a random password', () => {
  it('has its length, a character of each type that it may have, and none that it may not', () => {
    fc.assert(fc.property(rules, (given) => {
      const types = Object.entries(TYPES).map(([name, pattern]) => [given[name as keyof typeof TYPES], pattern] as const);
      fc.pre(given.IncludeSpace || types.some(([excluded]) => !excluded));
      const password = randomPassword(given);
      assert.equal(password.length, given.PasswordLength);
      assert.ok(types.every(([excluded, pattern]) => pattern.test(password) !== excluded), password);
      assert.equal(password.includes(' '), given.IncludeSpace);
      assert.ok([...given.ExcludeCharacters].every((character) => !password.includes(character)), password);
    }));
  });

  it('is refused where the rules leave nothing to choose from', () => {
    const nothing = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true };
    assert.throws(() => randomPassword(nothing), { name: 'InvalidParameterException', message: /leave no character/ });
    assert.throws(() => randomPassword({ PasswordLength: 3 }), { name: 'InvalidParameterException', message: /RequireEachIncludedType/ });
    assert.throws(() => randomPassword({ PasswordLength: 5000 }), { name: 'InvalidParameterException', message: /1 to 4096/ });
  });
});
