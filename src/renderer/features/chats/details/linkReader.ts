import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PastPlace } from '@services/workspace/pastWorkspace.ts';
import type { Conversation, Workspace, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { type SentLink, linksIn } from './galleryParts.ts';

/** Links that are looked for before one asks for more. */
export const ENOUGH_LINKS = 40;

/** How far the search for links has come. */
export interface LinksFound {
  readonly links: readonly SentLink[];
  readonly isBusy: boolean;
  readonly error: WorkspaceErrorCode | null;
  /** Whether the beginning of the chat has not been reached. */
  readonly hasMore: boolean;
}

/** Reads a chat backwards, page by page, until there are enough links or it begins; and on, when it is asked to. */
export class LinkReader {
  private readonly found: WritableSnapshot<LinksFound> = writableSnapshot<LinksFound>({
    links: [],
    isBusy: true,
    error: null,
    hasMore: true,
  });
  private readonly read: Workspace['readBack'];
  private readonly space: Conversation['space'];
  private place: PastPlace | null = null;
  private isOver = false;

  constructor(read: Workspace['readBack'], space: Conversation['space']) {
    this.read = read;
    this.space = space;
    void this.search();
  }

  get state(): Snapshot<LinksFound> {
    return this.found;
  }

  readonly more = (): void => {
    const { isBusy, hasMore } = this.found.get();
    if (isBusy || !hasMore) return;
    this.found.set({ ...this.found.get(), isBusy: true });
    void this.search();
  };

  readonly dispose = (): void => {
    this.isOver = true;
  };

  private async search(): Promise<void> {
    const wanted = this.found.get().links.length + ENOUGH_LINKS;
    while (!this.isOver) {
      const page = await this.read(this.space, this.place);
      if (!page.ok) return this.found.set({ ...this.found.get(), isBusy: false, error: page.error.code });
      this.place = page.value.next;
      const links = [...this.found.get().links, ...linksIn(page.value.messages)];
      const hasMore = this.place !== null;
      const isBusy = hasMore && links.length < wanted;
      this.found.set({ links, isBusy, error: null, hasMore });
      if (!isBusy) return;
    }
  }
}
