import { ok } from '@shared/result.ts';
import { type LinkPreview, cutLinkPreview } from '@domain/chat/linkPreview.ts';
import type { Host } from '@ports/host.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { ReadPage } from '@ports/pageReader.ts';
import type { MessageActs } from '../workspace/messageWorkspace.ts';

/** What making previews works with. */
export interface PreviewParts {
  readonly host: Pick<Host, 'call'>;
  readonly readPage: (...page: Parameters<ReadPage>) => Promise<ReturnType<ReadPage>>;
  readonly pictures: PicturePreparer;
  /** Whether the person has previews on. */
  readonly isOn: () => boolean;
}

/** Makes what a link is shown with (MSG-11). While they are off nobody is asked for anything. */
export function createPreviewActs(parts: PreviewParts): Pick<MessageActs, 'previewLink'> {
  return { previewLink: async (url) => ok(parts.isOn() ? await previewOf(parts, url) : null) };
}

async function previewOf(parts: PreviewParts, link: string): Promise<LinkPreview | null> {
  if (!URL.canParse(link)) return null;
  // As it will be opened: what it redirects to, or calls itself, is not what the words say.
  const url = new URL(link).href;
  const page = await parts.host.call('preview.page', { url });
  if (!page.ok) return null;
  const { picture, ...words } = await parts.readPage(page.value.text, page.value.url);
  const told = cutLinkPreview({ ...words, url, thumbnail: null });
  if (told === null || picture === null) return told;
  return { ...told, thumbnail: await thumbnailOf(parts, picture) };
}

/** A page's picture drawn anew, as a photo is that one sends: no byte of it goes on. Null where it cannot be had. */
async function thumbnailOf({ host, pictures }: PreviewParts, url: string): Promise<Uint8Array | null> {
  const got = await host.call('preview.picture', { url });
  if (!got.ok) return null;
  const bytes = new Uint8Array(got.value.bytes);
  const drawn = await pictures.preparePicture({ size: bytes.length, arrayBuffer: async () => bytes.buffer });
  return drawn.ok ? drawn.value.thumbnail : null;
}
