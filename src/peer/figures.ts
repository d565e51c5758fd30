import type { ConnectionStatus } from '@services/workspace/workspace.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

/** How a home box is, in numbers alone: nothing here names a person, a key or a word. */
export interface PeerFigures {
  readonly state: 'starting' | 'running' | 'failed';
  readonly version: string;
  /** How long it runs, seconds. */
  readonly upSeconds: number;
  readonly connection: ConnectionStatus['state'];
  /** Devices linked now. */
  readonly devices: number;
  /** Meeting points, and how many of them answer. */
  readonly meetingPoints: { readonly known: number; readonly answering: number };
  readonly contacts: number;
  readonly events: number;
  readonly files: { readonly complete: number; readonly bytes: number };
  /** Whether what comes is kept: false when the journal cannot be written. */
  readonly isKeeping: boolean;
  /** False once it was taken out of its account. */
  readonly isMember: boolean;
  readonly memoryBytes: number;
}

/** What figures are read from. */
export interface FiguresParts {
  readonly version: string;
  readonly startedAt: number;
  readonly store: Pick<DocumentStore, 'figures' | 'contacts' | 'blobs'>;
  readonly connection: () => ConnectionStatus;
  readonly isMember: () => boolean;
}

/** Whether a box does what it is there for. */
export function isWell({ state, isKeeping, isMember }: PeerFigures): boolean {
  return state === 'running' && isKeeping && isMember;
}

/** The figures before there is an engine, and after it failed. */
export function figuresWithout(state: 'starting' | 'failed', version: string, startedAt: number): PeerFigures {
  return {
    state,
    version,
    upSeconds: secondsSince(startedAt),
    connection: 'offline',
    devices: 0,
    meetingPoints: { known: 0, answering: 0 },
    contacts: 0,
    events: 0,
    files: { complete: 0, bytes: 0 },
    isKeeping: state !== 'failed',
    isMember: true,
    memoryBytes: process.memoryUsage.rss(),
  };
}

/** The figures of a running box. */
export async function readFigures({
  version,
  startedAt,
  store,
  connection,
  isMember,
}: FiguresParts): Promise<PeerFigures> {
  const { state, devices, services, readOnly, hostReachable } = connection();
  const [figures, contacts, blobs] = await Promise.all([store.figures(), store.contacts.all(), store.blobs.all()]);
  const complete = blobs.ok ? blobs.value.filter((blob) => blob.state === 'complete') : [];
  return {
    ...figuresWithout('starting', version, startedAt),
    state: 'running',
    connection: state,
    devices,
    meetingPoints: { known: services.length, answering: services.filter(({ connected }) => connected).length },
    contacts: contacts.ok ? contacts.value.length : 0,
    events: figures.ok ? figures.value.events : 0,
    files: { complete: complete.length, bytes: complete.reduce((sum, { size }) => sum + size, 0) },
    isKeeping: readOnly === null && hostReachable,
    isMember: isMember(),
  };
}

function secondsSince(at: number): number {
  return Math.max(0, Math.round((Date.now() - at) / 1000));
}
