/** Making a website of a channel: done by the tab that asks, from what is on this device. */
import type { SpaceId } from '@shared/ids.ts';
import type { SiteWords } from '@domain/site/pages.ts';
import type { Outcome } from './workspaceErrors.ts';

/** How a site is made. */
export interface SiteWish {
  /** Where it will be; empty where that is not known yet. */
  readonly address: string;
  readonly words: SiteWords;
}

/** A site as an archive. */
export interface MadeSite {
  /** A ZIP of its pages, pictures and feeds. */
  readonly archive: Uint8Array;
  readonly posts: number;
  /** Articles and pictures that are not on this device, and not in it. */
  readonly missing: number;
}

/** The part of a workspace that makes sites. */
export interface SitePart {
  exportSite(channel: SpaceId, wish: SiteWish): Outcome<MadeSite>;
}
