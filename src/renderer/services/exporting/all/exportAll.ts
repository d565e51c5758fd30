/** Saves everything of a profile as one archive of open formats (EXA). Its code is fetched when it is first asked for. */
import type { Result } from '@shared/result.ts';
import { ALL_FORMAT, SCHEMA_PATH, stamp } from '@domain/exporting/all/form.ts';
import schema from '@domain/exporting/all/schema.json' with { type: 'json' };
import type { ExportAllTarget, ExportAllWish, ExportedAll } from '../../workspace/exportWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { type Rest, makeArchive } from '../makeArchive.ts';
import { AllMedia } from './allMedia.ts';
import { AllPages } from './allPages.ts';
import { AllWriter } from './allWriter.ts';
import { ChannelLines } from './channelLines.ts';
import { type Gathered, gather } from './gather.ts';
import {
  contactLine,
  draftLines,
  peopleLines,
  profileLine,
  settingLines,
  stickerLine,
  walletLines,
  wantDraftFiles,
} from './small.ts';
import type { Talk } from './talks.ts';
import { programLines, updateLines } from './programs.ts';
import { momentLine, postsOf, wantFiles } from './posts.ts';
import type { WholeParts } from './wholeParts.ts';

/** Writes the archive; see {@link ExportAllTarget}. */
export function exportAll(
  parts: WholeParts,
  wish: ExportAllWish,
  target: ExportAllTarget,
): Promise<Result<ExportedAll, WorkspaceError>> {
  return makeArchive(parts.clock, target, (rest) => new WholeExport(parts, { wish, target, rest }).run());
}

class WholeExport {
  private readonly parts: WholeParts;
  private readonly wish: ExportAllWish;
  private readonly target: ExportAllTarget;
  private readonly writer: AllWriter;
  private readonly media: AllMedia;
  private readonly rest: Rest;
  private readonly talkCounts: number[] = [];
  private momentCount = 0;
  private endingMessages = 0;
  private endingPosts = 0;

  constructor(
    parts: WholeParts,
    asked: { readonly wish: ExportAllWish; readonly target: ExportAllTarget; readonly rest: Rest },
  ) {
    this.parts = parts;
    this.wish = asked.wish;
    this.target = asked.target;
    this.rest = asked.rest;
    this.writer = new AllWriter(asked.target.sink);
    this.media = new AllMedia(parts, asked.wish.withFiles);
  }

  async run(): Promise<ExportedAll> {
    const { parts, writer, media } = this;
    const at = parts.clock.now();
    await this.rest();
    const all = await gather(parts, media, () => this.rest());
    const { profile } = all.own;
    await writer.lines('profile', [profileLine(all.own)]);
    await writer.lines('people', peopleLines(all.names));
    await writer.lines('contacts', all.contacts.map(contactLine));
    await writer.lines('messages', this.messageLines(all));
    await writer.lines('conversations', this.conversationLines(all));
    await writer.lines('moments', this.momentLines(all));
    const channels = new ChannelLines(parts, { channels: all.channels, media, rest: () => this.rest() });
    await writer.lines('posts', this.postLines(all, channels));
    await writer.lines('channels', this.channelLines(all, channels));
    await this.small(all);
    const missing = await this.writeMedia();
    this.endingPosts += channels.ending;
    const leftOut = { endingMessages: this.endingMessages, endingPosts: this.endingPosts, ...missing, ...all.unread };
    await new AllPages({ ...parts, writer, media, wish: this.wish, rest: () => this.rest() }, all, {
      at,
      leftOut,
      talkCounts: this.talkCounts,
      momentCount: this.momentCount,
      channelCounts: channels.counts,
    }).write((done) => this.target.onProgress({ step: 'pages', done }));
    await writer.words(SCHEMA_PATH, [`${JSON.stringify(schema, null, 1)}\n`]);
    const about = { ...ALL_FORMAT, exportedAt: stamp(at), account: parts.self, name: profile.name, leftOut };
    await writer.finish(about);
    return { counts: writer.counts, leftOut };
  }

  private async *messageLines({ talks }: Gathered) {
    for (const [place, talk] of talks.entries()) {
      let count = 0;
      // What was imported of moments and channels is with these.
      for await (const { lines, ending } of talk.lines()) {
        this.endingMessages += ending;
        count += lines.length;
        if (talk.into === 'messages') yield* lines;
        await this.rest();
      }
      this.talkCounts.push(count);
      this.target.onProgress({ step: 'data', done: (place + 1) / talks.length });
    }
  }

  private *conversationLines({ talks }: Gathered) {
    for (const [place, { line, into }] of talks.entries())
      if (into === 'messages') yield line(this.talkCounts[place] ?? 0);
  }

  private async *archived({ talks }: Gathered, into: Talk['into']) {
    for (const talk of talks.filter((one) => one.into === into)) {
      const kept: string[] = [];
      for await (const { lines } of talk.lines()) {
        for (const line of lines) if (typeof line === 'string') kept.push(line);
        await this.rest();
      }
      // They were turned round when they were taken in: no more than are held for that.
      yield* kept.toReversed();
    }
  }

  private async *momentLines(all: Gathered) {
    const { store, blobs } = this.parts;
    const onEnding = () => {
      this.endingPosts += 1;
    };
    for await (const told of postsOf({ feed: store.feed, blobs }, { ...all.moments, onEnding })) {
      await wantFiles(this.media, told);
      this.momentCount += 1;
      yield momentLine(told, this.media);
      await this.rest();
    }
    yield* this.archived(all, 'moments');
  }

  private async *postLines(all: Gathered, channels: ChannelLines) {
    yield* channels.posts();
    yield* this.archived(all, 'posts');
  }

  /** Of a channel that was imported what was told of it then. */
  private *channelLines({ talks, channels: followed }: Gathered, channels: ChannelLines) {
    yield* channels.lines();
    const here = new Set<string>(followed.map(({ id }) => id));
    for (const { into, id, about = '' } of talks) if (into === 'posts' && about !== '' && !here.has(id)) yield about;
  }

  private async small(all: Gathered): Promise<void> {
    const { writer, media, parts } = this;
    const { favourites, articles, settings, folders, wallet } = all;
    await writer.lines(
      'favourites',
      favourites.map(({ space, id, savedAt }) => ({ conversation: space, message: id, savedAt: stamp(savedAt) })),
    );
    await wantDraftFiles(articles, media);
    await writer.lines('drafts', draftLines(all, media));
    const stickers = [];
    for (const sticker of all.stickers) stickers.push(await stickerLine(sticker, media));
    await writer.lines('stickers', stickers);
    await writer.lines('settings', settingLines(settings, folders));
    await writer.lines('wallet', walletLines(wallet));
    await writer.lines('programs', programLines(parts.store, media));
    await writer.lines(
      'updates',
      updateLines(parts.store, () => this.rest()),
    );
  }

  private async writeMedia(): Promise<AllMedia['leftOut']> {
    const { media, writer } = this;
    const { total } = media;
    let done = 0;
    const lines = media.write(writer, async (bytes) => {
      done += bytes;
      this.target.onProgress({ step: 'files', done: total === 0 ? 1 : Math.min(1, done / total) });
      await this.rest();
    });
    // Lines come as files are written, and a file cannot be written within another.
    const whole = [];
    for await (const line of lines) whole.push(line);
    await writer.lines('media', whole);
    return media.leftOut;
  }
}
