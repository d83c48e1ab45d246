import { go } from './go';
import { java } from './java';
import { python } from './python';
import { typescript } from './typescript';
import type { Language } from '../language';

/** TypeScript is the first: the others are held against it. */
export const languages: readonly Language[] = [typescript, python, java, go];
