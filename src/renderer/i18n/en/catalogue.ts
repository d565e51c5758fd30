import { first } from './first.ts';
import { rest } from './rest.ts';

/** Every sentence of the app in English: the measure for all other locales. */
export const catalogue = { ...first, ...rest };
