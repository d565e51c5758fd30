import { createContext } from 'react';

/** Opens the viewer at the photo or film of a message. */
export const ViewerContext = createContext<(message: string) => void>(() => undefined);
