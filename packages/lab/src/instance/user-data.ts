/** What a machine does with its user data. */
export type UserData =
  | { readonly kind: 'none' }
  | { readonly kind: 'script'; readonly script: string }
  /** cloud-init ignores it with a warning, and so does the lab. */
  | { readonly kind: 'ignored'; readonly warning: string };

/** Kinds of user data that cloud-init runs and the lab does not. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^Content-Type:\s*multipart\//im, 'a MIME multipart'],
  [/^#cloud-config/, 'a #cloud-config'],
  [/^#(include|include-once)\b/, 'an #include list'],
  [/^#cloud-boothook/, 'a #cloud-boothook'],
  [/^## template:/, 'a template'],
  [/^<(powershell|script)>/i, 'a Windows script'],
];

/** Reads user data as cloud-init does. Throws a sentence for what the lab cannot run. */
export function parseUserData(text: string): UserData {
  const trimmed = text.trimStart();
  if (trimmed === '') {
    return { kind: 'none' };
  }
  if (trimmed.startsWith('#!')) {
    return { kind: 'script', script: trimmed };
  }
  const single = /^(?:[\w-]+:[^\n]*\r?\n)*?Content-Type:\s*text\/x-shellscript[^\n]*\r?\n(?:[\w-]+:[^\n]*\r?\n)*\r?\n([^]*)$/i.exec(trimmed);
  if (single?.[1] !== undefined) {
    return { kind: 'script', script: single[1].trimStart() };
  }
  const refused = REFUSED.find(([pattern]) => pattern.test(trimmed));
  if (refused) {
    throw new Error(`the user data is ${refused[1]}, which the lab does not run: `
      + 'use one script that starts with #!, as ec2.UserData.forLinux() writes it');
  }
  return { kind: 'ignored', warning: `the user data starts with "${trimmed.slice(0, 30).split('\n')[0]}" and not with #!: it is ignored, as on AWS` };
}
