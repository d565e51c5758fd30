import { type Result, fail, ok } from '@shared/result.ts';
import type { WebFeedActs, WebFeedPreview } from '@services/workspace/webFeedWorkspace.ts';
import type { WorkspaceError, WorkspaceErrorCode } from '@services/workspace/workspaceErrors.ts';
import { type FakeChannels, fakeChannel } from './fakeChannels.ts';

/** What a test or the gallery can do to the feeds of the fake. */
export interface FakeWebFeeds {
  /** What is found at an address, or why nothing is. */
  readonly found: Map<string, WebFeedPreview | WorkspaceErrorCode>;
  /** Acts and what they were given, in order. */
  readonly asked: { readonly act: keyof WebFeedActs; readonly given: unknown }[];
  /** Why the next refresh fails; null: it does not. */
  refusal: WorkspaceErrorCode | null;
}

/** Feeds of the web in memory: what is followed stands among the fake's channels. */
export function createFakeWebFeeds(
  channels: FakeChannels,
  act: <T>(task: () => T) => Promise<Result<T, WorkspaceError>>,
): { readonly controls: FakeWebFeeds; readonly workspace: WebFeedActs } {
  const controls: FakeWebFeeds = { found: new Map(), asked: [], refusal: null };
  const note = <T>(name: keyof WebFeedActs, given: unknown, task: () => T) =>
    act(() => {
      controls.asked.push({ act: name, given });
      return task();
    });
  const find = (address: string) => {
    const found = controls.found.get(address) ?? 'feed-unreadable';
    return typeof found === 'string' ? fail(found, 'the fake finds no feed') : ok(found);
  };
  const add = (preview: WebFeedPreview) => {
    const { name, description, url } = preview;
    const feed = { url, site: null, fetchedAt: Date.now(), problem: null, nextAt: Date.now() + 3_600_000 };
    const made = fakeChannel(name, { description, link: url, comments: 'off', feed });
    const state = channels.state.get();
    channels.state.set({ ...state, channels: [...state.channels, made] });
    return made.id;
  };
  return {
    controls,
    workspace: {
      previewFeed: async (address) => {
        await note('previewFeed', address, () => undefined);
        return find(address);
      },
      followFeed: async (address) => {
        const found = find(address);
        return found.ok ? note('followFeed', address, () => ({ channel: add(found.value) })) : found;
      },
      refreshFeed: async (feed) => {
        const { refusal } = controls;
        controls.refusal = null;
        return refusal === null ? note('refreshFeed', feed, () => undefined) : fail(refusal, 'told to fail');
      },
      fetchFeedText: (entry) => note('fetchFeedText', entry, () => undefined),
      importFeeds: (list) => note('importFeeds', list, () => ({ followed: 2, known: 1 })),
      exportFeeds: () => note('exportFeeds', null, () => ({ list: '<opml version="2.0"/>' })),
    },
  };
}
