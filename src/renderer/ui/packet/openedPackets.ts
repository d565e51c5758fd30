/** Which red packets this window's person has looked into: what a card tells of them before would spoil the surprise. */
const KEY = 'banyan.packets.opened';
/** More are forgotten, oldest first: a forgotten packet is closed again, which costs a press. */
const MOST = 400;

const listeners = new Set<() => void>();
let opened: ReadonlySet<string> | null = null;

function read(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** The ids of packets that were looked into, here or in another window. */
export const openedPackets = {
  get: (): ReadonlySet<string> => (opened ??= read()),
  subscribe: (listener: () => void): (() => void) => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key !== KEY) return;
      opened = read();
      listener();
    };
    listeners.add(listener);
    addEventListener('storage', onStorage);
    return () => {
      listeners.delete(listener);
      removeEventListener('storage', onStorage);
    };
  },
};

/** Remembers that a packet was looked into. */
export function notePacketOpened(id: string): void {
  opened = new Set([...[...read()].slice(1 - MOST), id]);
  try {
    localStorage.setItem(KEY, JSON.stringify([...opened]));
  } catch {
    // A full or forbidden storage forgets it with the window.
  }
  for (const listener of listeners) listener();
}
