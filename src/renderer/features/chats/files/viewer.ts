import { createContext } from 'react';

/** Opens the viewer at the picture of a message. */
export const ViewerContext = createContext<(message: string) => void>(() => undefined);
