import type { Network } from '@ports/network.ts';

/** The part of the Network Information API that is read; not every browser has it. */
interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
}

/** The browser's word on its connection. */
export const systemNetwork: Network = {
  isMetered: () => {
    const connection = 'connection' in navigator ? (navigator.connection as Connection | undefined) : undefined;
    return connection?.saveData === true || connection?.type === 'cellular';
  },
};
