import { fromBase64url } from '@shared/base64url.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { readChannelLink } from '@domain/channel/link.ts';
import { MAX_LEAD, type PostCard } from '@domain/chat/postCard.ts';
import { MAX_TITLE } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import type { ChannelPostView, ChannelView } from '../workspace/channelWorkspace.ts';
import type { PostSale } from '../workspace/paidWorkspace.ts';

/** Of a post without a title its first words stand for one. */
const WORDS = 80;

/** A post as it is passed on: what it is called is the sender's word until the post itself is there. */
export function sharedOf(
  { id, channel, person, article, body }: ChannelPostView,
  of: Pick<ChannelView, 'link'> | null,
): SharedPost {
  const title = article?.title ?? [...(body?.text.trim().split('\n')[0] ?? '')].slice(0, WORDS).join('');
  const shared = { channel, post: id, name: person.name.slice(0, MAX_TITLE), title: title.slice(0, MAX_TITLE) };
  const link = of === null ? null : readChannelLink(of.link);
  return link?.ok === true ? { ...shared, link: { key: link.value.key, signaling: link.value.signaling } } : shared;
}

/** The same as a card for a chat (CHT-35), with its first words, its small picture and how it is sold. */
export function passedPost(post: ChannelPostView, of: Pick<ChannelView, 'link'> | null): PostCard {
  const { article, body, sale } = post;
  const picture = article === null ? body?.files.find((file) => file.picture !== null) : article.cover;
  const shared = sharedOf(post, of);
  return {
    shared,
    lead: cut(article === null ? withoutTitle(body?.text ?? '', shared.title) : article.summary),
    picture: picture?.picture?.thumbnail ?? null,
    sale: sale === undefined ? null : { isForSubscribers: sale.isForSubscribers, price: priceOf(sale) },
  };
}

/** The words of a post that its title does not say already. */
function withoutTitle(text: string, title: string): string {
  const words = text.trim();
  return words.startsWith(title) ? words.slice(title.length) : words;
}

/** Half a letter at its end is cleaned away. */
function cut(text: string): string {
  const line = cleanLine(text.replaceAll(/\s+/gu, ' ').trim());
  return line.length <= MAX_LEAD ? line : `${cleanLine(line.slice(0, MAX_LEAD - 1)).trimEnd()}…`;
}

function priceOf({ price }: PostSale): NonNullable<PostCard['sale']>['price'] {
  const unit = price === null ? null : fromBase64url(price.unit.id);
  if (price === null || unit?.ok !== true) return null;
  const { code, decimals, currency = null } = price.unit;
  return { unit: unit.value, code, decimals, currency, amount: Number(price.amount) };
}
