import type { SpaceId } from '@shared/ids.ts';
import type { LineOf, PostLine } from '@domain/exporting/all/lines.ts';
import { watchPostViews } from '../../channels/channelReads.ts';
import type { ChannelPostView, ChannelView } from '../../workspace/channelWorkspace.ts';
import { firstReady } from '../../workspace/liveQueries.ts';
import type { AllMedia } from './allMedia.ts';
import { type PostSource, channelPostLine, postsOf, wantFiles } from './posts.ts';
import type { WholeParts } from './wholeParts.ts';

/** Channels and what was posted in them, as lines. Entries of feeds of the web are of their sites: of these the address is told. */
export class ChannelLines {
  /** Posts of each channel that were told. */
  readonly counts = new Map<SpaceId, number>();
  ending = 0;
  private readonly parts: WholeParts;
  private readonly channels: readonly ChannelView[];
  private readonly media: AllMedia;
  private readonly rest: () => Promise<void>;

  constructor(
    parts: WholeParts,
    of: {
      readonly channels: readonly ChannelView[];
      readonly media: AllMedia;
      readonly rest: () => Promise<void>;
    },
  ) {
    this.parts = parts;
    this.channels = of.channels;
    this.media = of.media;
    this.rest = of.rest;
  }

  /** Posts of every channel. To be read to the end before {@link lines}. */
  async *posts(): AsyncGenerator<PostLine> {
    const { store, blobs } = this.parts;
    for (const { id, feed } of this.channels) {
      if (feed !== null) continue;
      const source = await channelSource(this.parts, id, () => {
        this.ending += 1;
      });
      if (source === null) continue;
      for await (const told of postsOf({ feed: store.feed, blobs }, source)) {
        await wantFiles(this.media, told);
        this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
        yield channelPostLine(told, id, this.media);
        await this.rest();
      }
    }
  }

  *lines(): Generator<LineOf<'channels'>> {
    for (const { id, name, description, link, feed, followed, role, muted } of this.channels)
      yield {
        ...{ id, name, description, followed, role, muted },
        link: feed === null ? link : null,
        feed: feed?.url ?? null,
        posts: this.counts.get(id) ?? 0,
      };
  }
}

/** How the posts of a channel are read; null where they cannot be. */
export async function channelSource(
  { channelReads }: WholeParts,
  space: SpaceId,
  onEnding: () => void,
): Promise<PostSource<ChannelPostView> | null> {
  const viewOf = await firstReady(watchPostViews(channelReads, false));
  return viewOf === null ? null : { shelf: { space }, viewOf, onEnding };
}
