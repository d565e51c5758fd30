import { first } from './first.ts';
import { rest } from './rest.ts';

/** Every sentence of the app in Arabic. */
export const catalogue = { ...first, ...rest };
