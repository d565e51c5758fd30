import type { BlobId, SpaceId } from '@shared/ids.ts';
import type { RetentionRule } from '@domain/retention/rule.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { LiveQuery } from '@ports/query.ts';
import type {
  FileExtras,
  FileState,
  FileUpload,
  FileWorkspace,
  OutgoingFile,
  RetentionPreview,
  StorageUse,
} from '@services/workspace/fileWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test or the gallery can do to the files of the fake. */
export interface FakeFiles {
  readonly uploads: WritableSnapshot<readonly FileUpload[]>;
  /** What was sent, in order. */
  readonly sent: { readonly space: SpaceId; readonly files: readonly OutgoingFile[]; readonly extras?: FileExtras }[];
  /** Names of acts with the blob, space or upload they were asked for. */
  readonly asked: string[];
  /** Where a file stands from now on. */
  readonly setState: (blob: BlobId, state: FileState) => void;
  /** Where the bytes of a blob are shown from. */
  readonly urls: Map<BlobId, string>;
  readonly use: WritableSnapshot<StorageUse>;
  readonly retention: WritableSnapshot<ReadonlyMap<string, RetentionRule>>;
  /** What a rule that keeps not everything would take. */
  wouldGo: RetentionPreview;
}

export const nothingStored: StorageUse = {
  databaseBytes: 4_200_000,
  journalBytes: 1_900_000,
  fileBytes: 0,
  kinds: { photos: 0, films: 0, sounds: 0, programs: 0, others: 0 },
  backupBytes: null,
  feedBytes: 0,
  feedLooseBytes: 0,
  articleBytes: 0,
  imports: [],
  reclaimableBytes: 0,
  quotaBytes: null,
  chats: [],
};

/** Files in memory: nothing moves by itself. */
export function createFakeFiles(act: (task: () => void) => Outcome): {
  readonly files: FakeFiles;
  readonly workspace: FileWorkspace;
} {
  const states = new Map<BlobId, WritableSnapshot<FileState>>();
  const stateOf = ({ blob, size }: Pick<FileReference, 'blob' | 'size'>) => {
    const known = states.get(blob) ?? writableSnapshot<FileState>({ state: 'absent', held: 0, size, sources: 0 });
    states.set(blob, known);
    return known;
  };
  const files: FakeFiles = {
    uploads: writableSnapshot<readonly FileUpload[]>([]),
    sent: [],
    asked: [],
    setState: (blob, state) => stateOf({ blob, size: state.size }).set(state),
    urls: new Map(),
    use: writableSnapshot(nothingStored),
    retention: writableSnapshot<ReadonlyMap<string, RetentionRule>>(new Map()),
    wouldGo: { files: 0, bytes: 0, messages: 0 },
  };
  const ask = (name: string) => (what: string) => act(() => void files.asked.push(`${name} ${what}`));
  const storageUse = (): LiveQuery<StorageUse> => ({
    subscribe: (listener) => {
      const tell = () => listener({ status: 'ready', value: files.use.get() });
      queueMicrotask(tell);
      return files.use.subscribe(tell);
    },
  });
  const workspace: FileWorkspace = {
    sendFiles: (space, sent, extras) =>
      act(() => void files.sent.push({ space, files: sent, ...(extras === undefined ? {} : { extras }) })),
    uploads: files.uploads,
    cancelUpload: ask('cancelUpload'),
    retryUpload: ask('retryUpload'),
    fileState: (file) => stateOf(file),
    downloadFile: ask('downloadFile'),
    pauseDownload: ask('pauseDownload'),
    cancelDownload: ask('cancelDownload'),
    // As a browser does it.
    dragFile: null,
    fileUrl: (file) => (stateOf(file).get().state === 'here' ? (files.urls.get(file.blob) ?? null) : null),
    keepFile: (blob, keep) => ask(keep ? 'keepFile' : 'dropKeep')(blob),
    removeFile: ask('removeFile'),
    clearFiles: ask('clearFiles'),
    letGoFeedFiles: async () => {
      const bytes = files.use.get().feedLooseBytes;
      const gone = await ask('letGoFeedFiles')('');
      if (!gone.ok) return gone;
      files.use.set({ ...files.use.get(), feedBytes: files.use.get().feedBytes - bytes, feedLooseBytes: 0 });
      return { ok: true, value: { bytes } };
    },
    storageUse,
    retention: () => ({
      subscribe: (listener) => {
        const tell = () => listener({ status: 'ready', value: files.retention.get() });
        queueMicrotask(tell);
        return files.retention.subscribe(tell);
      },
    }),
    setRetention: (space, rule) =>
      act(() => {
        files.asked.push(`setRetention ${space} ${String(rule)}`);
        const next = new Map(files.retention.get());
        if (rule === null) next.delete(space);
        else next.set(space, rule);
        files.retention.set(next);
      }),
    previewRetention: async (_space, rule) => {
      const nothing = { files: 0, bytes: 0, messages: 0 };
      return { ok: true, value: rule === 'all' ? nothing : files.wouldGo };
    },
  };
  return { files, workspace };
}
