import { PORT_MESSAGE, readyMarkOf } from '@shared/mini/bridgeLimits.ts';

/** What the one port comes with to a page that said this when it was there. */
export function portMessage(ready: string): string {
  return `${PORT_MESSAGE} ${readyMarkOf(ready) ?? ''}`;
}
