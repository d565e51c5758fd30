import type { BlobId, EventId } from '@shared/ids.ts';
import { decodeArticle } from '@domain/article/codec.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { openedRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { ArticleFace } from '@domain/feed/post.ts';
import type { BlobStore } from '@ports/blobStore.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Acts } from '../workspace/acts.ts';
import type { PaidState } from '../workspace/paidWorkspace.ts';
import { asyncQuery, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import { readBlob } from './readBlob.ts';

/** What reading articles works with. */
export interface ArticleReadParts {
  readonly store: Pick<DocumentStore, 'feed' | 'blobs'>;
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly acts: Pick<Acts, 'downloadFile' | 'openPaidPost'>;
}

interface Place {
  readonly blob: BlobId;
  readonly size: number;
}

/** The document of an article; what is not here yet is asked for. Null while it is not, and for one that is not paid for. */
export function watchArticle(parts: ArticleReadParts, post: EventId): LiveQuery<ArticleDocument | null> {
  return switchQuery(watchFace(parts, post), (face) => {
    if (face === null) return always(null);
    if (face.paid === undefined) return watchDocument(parts, { blob: face.document, size: face.size });
    return switchQuery(watchPaid(parts, post, face), ({ place }) =>
      place === null ? always(null) : watchDocument(parts, place),
    );
  });
}

/** Whether a post can be read here (CHN-34). What is here and can be opened is opened for it. */
export function watchPaidState(parts: ArticleReadParts, post: EventId): LiveQuery<PaidState> {
  return switchQuery(watchFace(parts, post), (face) =>
    face?.paid === undefined ? always<PaidState>('open') : mapQuery(watchPaid(parts, post, face), ({ state }) => state),
  );
}

interface PaidHere {
  readonly state: PaidState;
  /** Its text as it was opened here. */
  readonly place: Place | null;
}

/** A paid post here: opened anew with each key that comes, and once its sealed bytes are here. */
function watchPaid({ store, acts }: ArticleReadParts, post: EventId, face: ArticleFace): LiveQuery<PaidHere> {
  const { keeps } = store.feed;
  const opened = distinct(
    mapQuery(keeps.watchAll(ChannelKeep.opened), (rows) => {
      const record = readRecord(openedRecordSchema, rows.find(({ id }) => id === post) ?? null);
      return record?.sealed === face.document ? { blob: record.plain, size: record.size } : null;
    }),
    (place) => place?.blob ?? '',
  );
  const openable = distinct(
    combineQueries(keeps.watchAll(ChannelKeep.postKey), store.blobs.watch(face.document), (keys, row) => ({
      keys: keys.length,
      state: row?.state ?? '',
    })),
    ({ keys, state }) => `${keys} ${state === 'complete'}`,
  );
  const asking: LiveQuery<PaidHere> = {
    subscribe: (listener) => {
      let isOver = false;
      void acts.openPaidPost(post).then((asked) => {
        const state = asked.ok ? asked.value.state : 'sealed';
        // What was opened is told of by its record.
        if (!isOver && state !== 'open') listener({ status: 'ready', value: { state, place: null } });
      });
      return () => {
        isOver = true;
      };
    },
  };
  return switchQuery(opened, (place) => {
    if (place === null) return switchQuery(openable, () => asking);
    // Where it was cleared away, what it was made of is still known.
    return switchQuery(isHere(store, place.blob), (here) =>
      here ? always<PaidHere>({ state: 'open', place }) : asking,
    );
  });
}

function watchDocument({ store, blobs, acts }: ArticleReadParts, { blob, size }: Place) {
  let isAsked = false;
  return switchQuery(isHere(store, blob), (here) => {
    if (!isAsked) {
      isAsked = true;
      // Of one that is here it is noted that it was opened (FIL-12).
      void acts.downloadFile(blob);
    }
    return asyncQuery(async () => {
      const bytes = here ? await readBlob(blobs, blob, size) : null;
      const decoded = bytes === null ? null : decodeArticle(bytes);
      return decoded?.ok === true ? decoded.value : null;
    });
  });
}

function isHere({ blobs }: ArticleReadParts['store'], blob: BlobId): LiveQuery<boolean> {
  return distinct(
    mapQuery(blobs.watch(blob), (row) => row?.state === 'complete'),
    String,
  );
}

/** Without what was said about an article changing, its document is not read again. */
function watchFace({ store: { feed } }: ArticleReadParts, post: EventId): LiveQuery<ArticleFace | null> {
  const face = combineQueries(feed.watchPost(post), feed.watchNotes([post]), (row, said): ArticleFace | null =>
    row === null ? null : (foldPost(row, said.get(row.id) ?? []).body?.article ?? null),
  );
  return distinct(face, (value) => value?.document ?? '');
}

/** Tells only what differs from what was told last. */
function distinct<T>(query: LiveQuery<T>, nameOf: (value: T) => string): LiveQuery<T> {
  return {
    subscribe: (listener) => {
      let last: string | undefined;
      return query.subscribe((state) => {
        if (state.status === 'ready') {
          const now = nameOf(state.value);
          if (now === last) return;
          last = now;
        }
        listener(state);
      });
    },
  };
}

function always<T>(value: T): LiveQuery<T> {
  return { subscribe: (listener) => (listener({ status: 'ready', value }), () => undefined) };
}
