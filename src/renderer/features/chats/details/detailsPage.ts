/** The pages about a chat, as its address names them: `#/chats/<space>/<page>`. */
const detailsPages = ['settings', 'media'] as const;
/** See {@link detailsPages}. */
export type DetailsPage = (typeof detailsPages)[number];

/** The page that a part of an address names; null for anything else. */
export function detailsPageOf(part: string | null): DetailsPage | null {
  return detailsPages.find((page) => page === part) ?? null;
}
