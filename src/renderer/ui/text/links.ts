import { createContext } from 'react';

/** Asks whether an address may be opened outside. */
export const LinkContext = createContext<(url: string) => void>(() => undefined);
